import type { EChartsOption } from 'echarts';
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

// Only these parts of ECharts are bundled.
use([BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart]);
use([GridComponent, MarkLineComponent, TooltipComponent, VisualMapContinuousComponent]);
use([LabelLayout, SVGRenderer]);

/** Box of one chart, hidden while the figure has no chart. */
export class ChartPlace {
  readonly #box: HTMLElement;
  #chart: EChartsType | null = null;

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  show(option: EChartsOption, heightPx: number): void {
    this.#box.hidden = false;
    this.#box.style.height = `${heightPx}px`;
    this.#chart ??= init(this.#box, null, { renderer: 'svg' });
    const { clientWidth: width } = this.#box;
    // resize() would draw the old chart once more.
    if (this.#chart.getWidth() !== width || this.#chart.getHeight() !== heightPx) {
      this.#chart.clear();
      this.#chart.resize({ width, height: heightPx });
    }
    this.#chart.setOption(option, { notMerge: true });
  }

  hide(): void {
    this.#chart?.dispose();
    this.#chart = null;
    this.#box.hidden = true;
  }
}
