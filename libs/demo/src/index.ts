export { scene, sceneTitle, SCENE_NAMES, type SceneName, type SceneOptions } from './scenes/scene.js';
export { PALETTE_NAMES, type PaletteName } from './scenes/palettes.js';
