import type { Corner } from './polygon.js';

/**
 * Corners of the districts of Shenzhen, drawn by hand after well-known places and accurate to a kilometre or two: enough
 * to say 龙华区 beside a photo, not to settle a boundary. Neighbours share their corners, so there is neither gap nor
 * overlap between them.
 */
const AT = {
  // North-west: the Maozhou river and the border to Dongguan
  maozhouMouth: [113.76, 22.735],
  maozhouBend: [113.8, 22.77],
  yanchuan: [113.825, 22.79],
  luotian: [113.85, 22.815],
  gongmingNorth: [113.87, 22.815],
  lougang: [113.9, 22.845],
  northernmost: [113.945, 22.862],
  xinhuNorth: [113.985, 22.835],
  dashuikeng: [113.998, 22.762],
  guanlanNorth: [114.03, 22.768],
  niuhuNorth: [114.085, 22.775],
  niuhuEast: [114.105, 22.757],
  guanlanEast: [114.11, 22.735],
  fuchengAo: [114.135, 22.715],
  yantianVillage: [114.155, 22.69],
  fenggangSouth: [114.185, 22.7],
  huilongpu: [114.2, 22.735],
  longchengNorth: [114.225, 22.765],
  pingdiWest: [114.26, 22.79],
  pingdiNorth: [114.3, 22.81],
  pingdiEast: [114.335, 22.8],
  kengziWest: [114.345, 22.775],
  kengziNorth: [114.375, 22.785],
  kengziEast: [114.41, 22.765],
  pingshanEast: [114.425, 22.735],
  tianxinshan: [114.435, 22.67],
  // Between 光明, 宝安, 龙华 and 南山
  songgangEast: [113.865, 22.785],
  gongmingWest: [113.87, 22.765],
  xinqiaoEast: [113.885, 22.735],
  yulvSouth: [113.905, 22.715],
  shiyanNorth: [113.945, 22.715],
  guangmingEast: [113.988, 22.73],
  shiyanEast: [113.973, 22.7],
  yangtaishan: [113.972, 22.66],
  tiegang: [113.935, 22.635],
  xiliWest: [113.92, 22.6],
  nantouPass: [113.912, 22.565],
  baoanCentreEast: [113.9, 22.545],
  dachanBay: [113.868, 22.53],
  baishilongWest: [113.998, 22.62],
  tanglangshan: [114.0, 22.59],
  tanglangSouth: [114.0, 22.565],
  qiaochengEast: [114.004, 22.545],
  qiaochengCoast: [113.998, 22.513],
  // Between 龙华, 龙岗, 福田 and 罗湖
  guanlanSouth: [114.1, 22.69],
  qinghuEast: [114.08, 22.67],
  bantianNorth: [114.05, 22.66],
  minzhiEast: [114.05, 22.625],
  meilinPass: [114.05, 22.59],
  yinhuWest: [114.072, 22.592],
  yinhuSouth: [114.078, 22.572],
  sungang: [114.098, 22.565],
  hongling: [114.102, 22.54],
  riverAtHongling: [114.098, 22.528],
  caopuNorth: [114.12, 22.594],
  reservoirNorth: [114.15, 22.605],
  wutongNorth: [114.2, 22.605],
  wutongshan: [114.215, 22.58],
  liantangEast: [114.195, 22.556],
  // Between 龙岗, 盐田, 坪山 and 大鹏
  henggangSouth: [114.24, 22.614],
  sanzhoutian: [114.29, 22.632],
  baolong: [114.3, 22.675],
  pingshanWest: [114.31, 22.705],
  tongle: [114.325, 22.735],
  maluan: [114.325, 22.618],
  beizaijiao: [114.35, 22.6],
  kuichongWest: [114.37, 22.635],
  kuichongNorth: [114.4, 22.655],
  // The coast and the river, west to east
  airportCoast: [113.785, 22.665],
  xixiangCoast: [113.825, 22.595],
  baoanCoast: [113.855, 22.555],
  qianhaiCoast: [113.862, 22.505],
  chiwan: [113.865, 22.465],
  shekou: [113.92, 22.465],
  shenzhenBay: [113.95, 22.5],
  mangroves: [114.02, 22.508],
  lokMaChau: [114.055, 22.5],
  huanggang: [114.08, 22.515],
  luohuPort: [114.114, 22.53],
  wenjindu: [114.135, 22.538],
  liantangSouth: [114.165, 22.555],
  shatoujiao: [114.232, 22.547],
  yantianPort: [114.285, 22.562],
  dameisha: [114.315, 22.587],
  bagua: [114.52, 22.67],
  nuclearPlant: [114.565, 22.61],
  yangmeikeng: [114.61, 22.555],
  dongchong: [114.6, 22.49],
  xichong: [114.55, 22.45],
  shenzhenSouth: [114.49, 22.445],
  nanaoCoast: [114.485, 22.53],
  dapengCoast: [114.468, 22.57],
  kuichongCoast: [114.415, 22.602],
} as const satisfies Record<string, Corner>;

type Place = keyof typeof AT;

/** The districts of Shenzhen, each by the places that its outline runs through. 大鹏 is a 新区 of its own standing. */
const OUTLINES = {
  futian:
    'tanglangshan meilinPass yinhuWest yinhuSouth sungang hongling riverAtHongling huanggang lokMaChau mangroves qiaochengCoast qiaochengEast tanglangSouth',
  luohu:
    'yinhuWest caopuNorth reservoirNorth wutongNorth wutongshan liantangEast liantangSouth wenjindu luohuPort riverAtHongling hongling sungang yinhuSouth',
  nanshan:
    'yangtaishan baishilongWest tanglangshan tanglangSouth qiaochengEast qiaochengCoast shenzhenBay shekou chiwan qianhaiCoast dachanBay baoanCentreEast nantouPass xiliWest tiegang',
  yantian:
    'wutongNorth henggangSouth sanzhoutian maluan beizaijiao dameisha yantianPort shatoujiao liantangEast wutongshan',
  baoan:
    'maozhouMouth maozhouBend yanchuan luotian gongmingNorth songgangEast gongmingWest xinqiaoEast yulvSouth shiyanNorth shiyanEast yangtaishan tiegang xiliWest nantouPass baoanCentreEast dachanBay baoanCoast xixiangCoast airportCoast',
  longgang:
    'guanlanEast fuchengAo yantianVillage fenggangSouth huilongpu longchengNorth pingdiWest pingdiNorth pingdiEast kengziWest tongle pingshanWest baolong sanzhoutian henggangSouth wutongNorth reservoirNorth caopuNorth yinhuWest meilinPass minzhiEast bantianNorth qinghuEast guanlanSouth',
  longhua:
    'dashuikeng guanlanNorth niuhuNorth niuhuEast guanlanEast guanlanSouth qinghuEast bantianNorth minzhiEast meilinPass tanglangshan baishilongWest yangtaishan shiyanEast guangmingEast',
  pingshan:
    'kengziWest kengziNorth kengziEast pingshanEast tianxinshan kuichongNorth kuichongWest beizaijiao maluan sanzhoutian baolong pingshanWest tongle',
  guangming:
    'gongmingNorth lougang northernmost xinhuNorth dashuikeng guangmingEast shiyanEast shiyanNorth yulvSouth xinqiaoEast gongmingWest songgangEast',
  dapeng:
    'beizaijiao kuichongWest kuichongNorth tianxinshan bagua nuclearPlant yangmeikeng dongchong xichong shenzhenSouth nanaoCoast dapengCoast kuichongCoast',
} as const;

/** A district of Shenzhen. */
export type District = keyof typeof OUTLINES;
export const DISTRICTS = Object.keys(OUTLINES) as readonly District[];

/** The outline of each district, as corners in order. */
export const DISTRICT_OUTLINES: Readonly<Record<District, readonly Corner[]>> = Object.fromEntries(
  DISTRICTS.map((district) => [district, OUTLINES[district].split(' ').map((place): Corner => AT[place as Place])]),
) as unknown as Record<District, readonly Corner[]>;
