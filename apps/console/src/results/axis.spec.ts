import { intervalAxis } from './axis.js';

it.each([
  [[{ low: 0.31, high: 0.55 }], [0.2, 0.6]],
  [[{ low: 0.05, high: 0.72 }], [0, 0.8]],
  [[{ low: 0.41, high: 0.42 }], [0.4, 0.8]],
  [[{ low: 0.9, high: 1 }], [0.6, 1]],
])('spans %j by steps of a fifth', (rows, [from, to]) => expect(intervalAxis(rows)).toMatchObject({ from, to }));
