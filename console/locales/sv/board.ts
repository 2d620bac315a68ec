export default {
  title: 'Tavlan',
};
