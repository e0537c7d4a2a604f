/** Seven kinds of light. Each is a whole mood: sky from zenith to horizon, the light source, four depths, three accents. */
export interface Palette {
  sky: readonly [zenith: string, middle: string, horizon: string];
  sun: string;
  glow: string;
  far: string;
  mid: string;
  near: string;
  dark: string;
  accents: readonly [warm: string, yellow: string, blue: string];
  skin: string;
  white: string;
}

export const PALETTES = {
  dawn: {
    sky: ['#2c3f5e', '#b9755f', '#f8c883'],
    sun: '#fff0c4',
    glow: '#ffb45e',
    far: '#a58484',
    mid: '#6a5b6b',
    near: '#33354a',
    dark: '#171a28',
    accents: ['#e2672a', '#f2b23d', '#2f6a96'],
    skin: '#c98a62',
    white: '#fff1dc',
  },
  day: {
    sky: ['#5f93ab', '#a9c7c9', '#f3e7cb'],
    sun: '#fffbe6',
    glow: '#ffe3a1',
    far: '#9db4b4',
    mid: '#5f8189',
    near: '#2f4c58',
    dark: '#17272f',
    accents: ['#d9572b', '#edb03a', '#1f5c8c'],
    skin: '#c68d68',
    white: '#fbf6ea',
  },
  dusk: {
    sky: ['#1c2347', '#6d4672', '#f08f6a'],
    sun: '#ffd9a8',
    glow: '#ff8d5c',
    far: '#7a5577',
    mid: '#4b3c62',
    near: '#28264a',
    dark: '#121228',
    accents: ['#f0673f', '#f7b955', '#4a86b5'],
    skin: '#c07c62',
    white: '#ffe6d4',
  },
  night: {
    sky: ['#060a17', '#0e1d36', '#25486a'],
    sun: '#fff2d2',
    glow: '#ffc069',
    far: '#22405e',
    mid: '#16293f',
    near: '#0d1a2b',
    dark: '#060c17',
    accents: ['#e8743b', '#f3bd57', '#3f83b8'],
    skin: '#b9805f',
    white: '#e9eef2',
  },
  ember: {
    sky: ['#0d0c11', '#22181a', '#4f2717'],
    sun: '#fff6da',
    glow: '#ff9a3c',
    far: '#43302c',
    mid: '#2b2022',
    near: '#1b1518',
    dark: '#0b090c',
    accents: ['#e9602a', '#ffb43f', '#3c7ba6'],
    skin: '#c07a50',
    white: '#ffe9cf',
  },
  rain: {
    sky: ['#0d171f', '#1d333e', '#4b6f76'],
    sun: '#fff0cc',
    glow: '#f7b252',
    far: '#35545d',
    mid: '#213b45',
    near: '#12242c',
    dark: '#091218',
    accents: ['#f2b632', '#e5622f', '#3b86ae'],
    skin: '#b98463',
    white: '#e6eeee',
  },
  jade: {
    sky: ['#173936', '#5b8a74', '#e8dda4'],
    sun: '#fdf8d2',
    glow: '#f4d27c',
    far: '#8fa98a',
    mid: '#4a7061',
    near: '#213f3a',
    dark: '#0f211f',
    accents: ['#d8582f', '#efb94a', '#2f7396'],
    skin: '#bf8a64',
    white: '#f6f2dc',
  },
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof PALETTES;
export const PALETTE_NAMES = Object.keys(PALETTES) as PaletteName[];
