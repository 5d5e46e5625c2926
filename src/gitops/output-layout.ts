import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Sequence, sequenceOf } from '../synth/chart-sequence';
import { chartName } from '../synth/file-names';

/** Where an app writes its charts, below its output directory. */
export interface Layout {
  /** Whether each chart has a folder, with a file for each object; else a file. */
  readonly hasFolders: boolean;
  /** The name of the folder or the file of a chart. */
  nameOf(chart: Chart): string;
}

/** @throws when the files of the app cannot be told apart by chart */
export function layoutOf(app: App): Layout {
  const { yamlOutputType: type, outputFileExtension: extension } = app;
  if (type !== YamlOutputType.FILE_PER_CHART && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) {
    throw new Error(
      `the app writes ${type === YamlOutputType.FILE_PER_APP ? 'all charts into one file' : 'the objects of all charts '
        + 'side by side'}, so that nothing can apply some of them; set its 'yamlOutputType' to `
        + 'YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE or FILE_PER_CHART',
    );
  }
  const sequence = sequenceOf(app);
  const hasFolders = type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  const names = new Map(sequence && namesIn(sequence));
  return {
    hasFolders,
    nameOf: (chart) => (names.get(chart) ?? Names.toDnsLabel(chart)) + (hasFolders ? '' : extension),
  };
}

function namesIn({ charts, graph }: Sequence): ReadonlyArray<readonly [Chart, string]> {
  return charts.map((chart, index) => [chart, chartName(chart, index, graph.hasDependentCharts)]);
}
