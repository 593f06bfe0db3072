/** Our colours by role; the same roles in light and dark. Forced-colours mode uses the system's own colours only. */
export interface Palette {
  paper: string;
  tint: string;
  ink: string;
  quiet: string;
  line: string;
  control: string;
  brand: string;
  'on-brand': string;
  'brand-hover': string;
  link: string;
  'link-visited': string;
  'link-hover': string;
  focus: string;
  'on-focus': string;
  alert: string;
  'alert-hover': string;
  'on-alert': string;
  'alert-tint': string;
  'note-tint': string;
  band: string;
  mark: string;
}

export const light: Palette = {
  paper: '#ffffff',
  tint: '#f5f2ec',
  ink: '#1b2127',
  quiet: '#4b555f',
  line: '#d0cabe',
  control: '#4b555f',
  brand: '#1c4a58',
  'on-brand': '#ffffff',
  'brand-hover': '#12343f',
  link: '#12506a',
  'link-visited': '#5b3a7e',
  'link-hover': '#0a3344',
  focus: '#ffd34e',
  'on-focus': '#1b2127',
  alert: '#93291b',
  'alert-hover': '#6f1e13',
  'on-alert': '#ffffff',
  'alert-tint': '#fbeeea',
  'note-tint': '#e6eff2',
  band: '#8fb3c0',
  mark: '#1c4a58',
};

export const dark: Palette = {
  paper: '#15191d',
  tint: '#1f262c',
  ink: '#eae7e1',
  quiet: '#b9bfc4',
  line: '#434d56',
  control: '#b9bfc4',
  brand: '#9ccbd9',
  'on-brand': '#12181c',
  'brand-hover': '#c4e3ec',
  link: '#92cbde',
  'link-visited': '#cbb3ec',
  'link-hover': '#c8e7f1',
  focus: '#ffd34e',
  'on-focus': '#1b2127',
  alert: '#ff9f8c',
  'alert-hover': '#ffc4b8',
  'on-alert': '#1f100d',
  'alert-tint': '#38211d',
  'note-tint': '#1d2f36',
  band: '#3c5e6b',
  mark: '#9ccbd9',
};

type Pair = readonly [front: keyof Palette, back: keyof Palette];

/** Text on its background: WCAG 2.2 AA asks 4.5 to 1 (1.4.3). A pair that is not listed here may not be used. */
export const textPairs: readonly Pair[] = [
  ...(['paper', 'tint', 'note-tint', 'alert-tint'] as const).flatMap((back): Pair[] => [
    ['ink', back],
    ['quiet', back],
    ['link', back],
    ['link-visited', back],
    ['link-hover', back],
    ['alert', back],
    ['brand', back],
  ]),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-hover'],
  ['on-focus', 'focus'],
  ['on-alert', 'alert'],
  ['on-alert', 'alert-hover'],
];

/** Borders of controls and parts of a picture against what lies beside them: 3 to 1 (1.4.11). */
export const shapePairs: readonly Pair[] = [
  ['control', 'paper'],
  ['control', 'tint'],
  ['control', 'note-tint'],
  ['mark', 'paper'],
  ['mark', 'tint'],
  ['mark', 'note-tint'],
  ['mark', 'band'],
  ['alert', 'paper'],
];

/** Contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(hex: string): [number, number, number] {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}

/** Red, green and blue cones that are missing, in linear light: Machado, Oliveira and Fernandes 2009, severity 1. */
export const colourBlindness = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** A #rrggbb colour as somebody without one kind of cone sees it. */
export function seenWith(kind: keyof typeof colourBlindness, hex: string): string {
  const light = linear(hex);
  const channels = colourBlindness[kind].map((row) => {
    const value = Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2]));
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
