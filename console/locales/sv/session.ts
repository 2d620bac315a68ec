export default { title: 'Uppgradering' };
