import { type GridOptions, settingsFrom } from '../../cli/grid-options.js';
import { checkGridSize } from '../../cli/grid-size.js';
import { planRun } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import type { RunPlan } from '../../measure/cell.js';
import { presetOf } from '../../model/zswap/kernel-releases.js';
import { strategyOfKernel } from '../../strategy/strategy-of-kernel.js';
import { withKernelDefaults } from './advised-settings.js';

/** Returns the plan of the trials; without a strategy it has that of `--kernel`. */
export async function planAdvice(options: GridOptions, terminal: Terminal): Promise<RunPlan> {
  const preset = presetOf(settingsFrom(options).kernel, () => {});
  const { strategies } = options;
  const asked = strategies.length === 0 ? [strategyOfKernel(preset)] : strategies;
  const plan = await planRun({ ...options, strategies: asked }, (text) => note(terminal, text));
  const whole = await withKernelDefaults({ ...plan, timeSeconds: null });
  checkGridSize(whole);
  return whole;
}
