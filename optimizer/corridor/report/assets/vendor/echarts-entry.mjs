// The part of Apache ECharts that the page needs. Built with esbuild; see README.md.
import { use } from "echarts/core";
import { BarChart, CustomChart, SankeyChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart, CustomChart, SankeyChart,
  GridComponent, TooltipComponent,
  LabelLayout, SVGRenderer,
]);

export { init } from "echarts/core";
