export { scene, sceneTitle, SCENE_NAMES, type SceneName, type SceneOptions } from './scenes/scene.js';
export { PALETTE_NAMES, type PaletteName } from './scenes/palettes.js';
export { picture, type Picture } from './picture.js';
export {
  demoContest,
  type DemoContest,
  type DemoEdition,
  type DemoSitting,
  type DemoWork,
} from './contest/demo-contest.js';
export { type AuthorHandle, type DemoAuthor, type DemoJuror, type DemoStaff } from './contest/people.js';
export { SHAPES, type DemoDecision, type DemoReason, type Shape, type Shot } from './contest/work.js';
export { demoVotes, type DemoVoteOptions, type DemoVotes } from './contest/votes.js';
