import type { CustomSeriesOption } from 'echarts';

/** Series of horizontal intervals, drawn as lines with caps. Each datum is [low, high, y]. */
export function whiskers(
  data: readonly (readonly [number, number, number])[],
  color: string,
  shiftPx = 0,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    encode: { x: [0, 1], y: 2 },
    data: data.map((each) => [...each]),
    renderItem: (_, api) => {
      const place = api.value(2);
      const [x1, y = 0] = api.coord([api.value(0), place]);
      const [x2] = api.coord([api.value(1), place]);
      return { type: 'group', children: strokes(x1 ?? 0, x2 ?? 0, y + shiftPx, color) };
    },
  };
}

function strokes(x1: number, x2: number, y: number, stroke: string) {
  const line = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
    type: 'line' as const,
    shape,
    style: { stroke, lineWidth: 1.5, fill: 'none' },
  });
  return [
    line({ x1, y1: y, x2, y2: y }),
    line({ x1, y1: y - 4, x2: x1, y2: y + 4 }),
    line({ x1: x2, y1: y - 4, x2, y2: y + 4 }),
  ];
}
