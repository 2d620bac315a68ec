export default { title: 'Upgrade' };
