/** What a name is, apart from where it stands. */
export type NameForm =
  /** Of a module; shared by all files, since imports carry it around. */
  | { readonly kind: 'module'; readonly name: string }
  /** A variable or parameter of a function: `forward` in `Net.forward` of `model.py`. */
  | { readonly kind: 'local'; readonly name: string; readonly file: string; readonly within: string }
  /** An attribute that a class sets on itself: `self.conv2`. */
  | { readonly kind: 'own-attribute'; readonly name: string; readonly owner: string }
  /** An attribute of anything, a key, a column or an option: `.conv2`, `["age"]`, `--dropout`. */
  | { readonly kind: 'attribute'; readonly name: string }
  /** A keyword of a call. */
  | { readonly kind: 'keyword'; readonly name: string; readonly callee: string };

declare const name: unique symbol;

/** A name as both sides of a comparison share it: one value per name, so that sets and maps can hold it. */
export interface NameKey {
  readonly [name]: true;
}

const SEPARATOR = '\0';

export function nameKey(form: NameForm): NameKey {
  const context =
    form.kind === 'local'
      ? [form.file, form.within]
      : form.kind === 'own-attribute'
        ? [form.owner]
        : form.kind === 'keyword'
          ? [form.callee]
          : [];
  return [form.kind, form.name, ...context].join(SEPARATOR) as unknown as NameKey;
}

export function formOf(key: NameKey): NameForm {
  const [kind = '', name = '', context = '', within = ''] = (key as unknown as string).split(SEPARATOR);
  switch (kind as NameForm['kind']) {
    case 'module':
    case 'attribute':
      return { kind: kind as 'module' | 'attribute', name };
    case 'local':
      return { kind: 'local', name, file: context, within };
    case 'own-attribute':
      return { kind: 'own-attribute', name, owner: context };
    case 'keyword':
      return { kind: 'keyword', name, callee: context };
  }
}

export function attributeKey(name: string): NameKey {
  return nameKey({ kind: 'attribute', name });
}

export function moduleKey(name: string): NameKey {
  return nameKey({ kind: 'module', name });
}

/** Whether it is read off something: an attribute, a key, a column. */
export function isAttribute(key: NameKey): boolean {
  const { kind } = formOf(key);
  return kind === 'own-attribute' || kind === 'attribute';
}

/** For people: `self.conv2`, `rate`. */
export function nameInWords(key: NameKey): string {
  const form = formOf(key);
  return form.kind === 'own-attribute' ? `self.${form.name}` : form.name;
}
