import { SETTINGS } from '../../result/option-table.js';
import { type Settings, settingsOf } from '../../result/settings.js';

/** Returns the settings of the timed part: it holds the bytes of its offer, which is also its RAM unless another size is given. */
export function timedSettings(plan: Settings): Settings {
  const { totalRamBytes } = plan;
  const isStandard = totalRamBytes === SETTINGS.totalRamBytes.standard;
  return { ...settingsOf(plan), totalRamBytes: isStandard ? null : totalRamBytes };
}
