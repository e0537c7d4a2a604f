import { areaBetween } from './mask.js';

it('takes the corners in any order and stays inside the picture', () => {
  expect(areaBetween({ x: 0.75, y: 0.25 }, { x: 0.25, y: 0.5 })).toEqual({
    x: 0.25,
    y: 0.25,
    width: 0.5,
    height: 0.25,
  });
  expect(areaBetween({ x: -0.5, y: 0.5 }, { x: 0.5, y: 1.5 })).toEqual({ x: 0, y: 0.5, width: 0.5, height: 0.5 });
});
