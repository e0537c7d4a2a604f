import { FIELD } from './canvas.js';
import { type Point } from './shapes.js';

/** The part of the field that a picture shows. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The largest frame of a picture's shape, smaller by `zoom`, around the subject, and never beyond the field. Landscapes
 * of 3:2 at zoom 1 show all of it; a portrait is a tall cut around the person.
 */
export const frameAround = ([subjectX, subjectY]: Point, aspect: number, zoom: number): Frame => {
  const wide = aspect > FIELD.width / FIELD.height;
  const width = (wide ? FIELD.width : FIELD.height * aspect) / zoom;
  const height = (wide ? FIELD.width / aspect : FIELD.height) / zoom;
  const within = (centre: number, size: number, limit: number) =>
    Math.min(limit - size, Math.max(0, centre - size / 2));
  return {
    x: within(subjectX, width, FIELD.width),
    y: within(subjectY, height, FIELD.height),
    width,
    height,
  };
};

/** The same frame on the field seen in a mirror. */
export const mirrored = (frame: Frame): Frame => ({ ...frame, x: FIELD.width - frame.x - frame.width });
