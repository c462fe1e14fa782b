/** How a setting of a module bears on sizes. */
export type SettingRole =
  /** Follows from what the module is given. */
  | 'input-size'
  /** Says what the module gives. */
  | 'output-size'
  /** Everything else, a kernel's size included. */
  | 'choice';

const POSITIONAL: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(Lazy)?Conv(Transpose)?[123]d$/, ['in_channels', 'out_channels']],
  [/^(SyncBatchNorm|(Lazy)?(Batch|Instance)Norm[123]d)$/, ['num_features']],
  [/^LayerNorm$|RMSNorm$/, ['normalized_shape']],
  [/^GroupNorm$/, ['num_groups', 'num_channels']],
  [/^(LSTM|GRU|RNN)(Cell)?$/, ['input_size', 'hidden_size']],
  [/^Embedding(Bag)?$/, ['num_embeddings', 'embedding_dim']],
  [/Pad[123]d$/, ['padding']],
];

const INPUT_SIZES = new Set(
  (
    'in_channels in_features in1_features in2_features num_features normalized_shape num_channels input_size ' +
    'num_parameters in_dim input_dim in_planes inplanes'
  ).split(' '),
);
const OUTPUT_SIZES = new Set(
  'out_channels out_features hidden_size embedding_dim proj_size out_dim output_dim planes'.split(' '),
);

/**
 * Settings by name, from what `extra_repr` gave: `16, 32, kernel_size=(3, 3)` of a Conv2d has in_channels 16.
 * Values without a name that is known are called `positional 0` and so on.
 */
export function parseSettings(type: string, text: string): Map<string, string> {
  const names = POSITIONAL.find(([pattern]) => pattern.test(type.replace(/^Parametrized/, '')))?.[1] ?? [];
  const settings = new Map<string, string>();
  for (const [index, part] of splitTopLevel(text).entries()) {
    const keyword = /^([A-Za-z_]\w*)\s*=\s*(.*)$/s.exec(part);
    if (keyword === null) settings.set(names[index] ?? `positional ${index}`, part);
    else settings.set(keyword[1] ?? '', keyword[2] ?? '');
  }
  return settings;
}

export interface SettingDifference {
  readonly name: string;
  readonly role: SettingRole;
  readonly baseline: string | undefined;
  readonly variant: string | undefined;
}

/** The settings that are not the same in two modules of one class. */
export function settingDifferences(type: string, baseline: string, variant: string): SettingDifference[] {
  const before = parseSettings(type, baseline);
  const after = parseSettings(type, variant);
  const names = new Set([...before.keys(), ...after.keys()]);
  const depthwise = isDepthwise(before) && isDepthwise(after);
  return [...names].flatMap((name) => {
    const difference = { name, role: roleOf(name, depthwise), baseline: before.get(name), variant: after.get(name) };
    return difference.baseline === difference.variant ? [] : [difference];
  });
}

/** One filter per channel: groups and outputs follow from the inputs. */
function isDepthwise(settings: ReadonlyMap<string, string>): boolean {
  const groups = settings.get('groups');
  return groups !== undefined && groups === settings.get('in_channels');
}

function roleOf(name: string, depthwise: boolean): SettingRole {
  if (INPUT_SIZES.has(name) || (depthwise && (name === 'groups' || name === 'out_channels'))) return 'input-size';
  return OUTPUT_SIZES.has(name) ? 'output-size' : 'choice';
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of text) {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}
