import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMark } from '../../../src/source/parse-mark.js';

describe('the grammar of the mark', () => {
  test.each<[string, object]>([
    ['#ABLATABLE_COMPONENT', { each: false }],
    ['#  ABLATABLE_COMPONENT  ', { each: false }],
    ['#ABLATABLE_COMPONENT()', { each: false }],
    ['#ABLATABLE_COMPONENT (each)', { each: true }],
    ['#ABLATABLE_COMPONENT(name=conv2, group="my convs",)', { each: false, name: 'conv2', group: 'my convs' }],
    [
      '#ABLATABLE_COMPONENT(replace=f(a, [b, (c)], {"x,)": 1}), each)',
      { each: true, replace: 'f(a, [b, (c)], {"x,)": 1})' },
    ],
    [`#ABLATABLE_COMPONENT(term=d["a\\"),("] == e)`, { each: false, term: 'd["a\\"),("] == e' }],
    ['#ABLATABLE_COMPONENT(term=weight_decay=0.1)  # more', { each: false, term: 'weight_decay=0.1' }],
    [`#ABLATABLE_COMPONENT(replace='''a'),''')`, { each: false, replace: `'''a'),'''` }],
  ])('%s', (comment, options) => {
    expect(parseMark(comment)).toEqual({ kind: 'component', options });
  });

  test.each<[string, RegExp]>([
    ['#ABLATABLE_COMPONENT(nmae=x)', /Unknown option "nmae".*Did you mean name\?/],
    ['#ABLATABLE_COMPONENT(x)', /Unknown option "x".*Known: name, group/],
    ['#ABLATABLE_COMPONENT(replace=lambda a, b: a)', /needs parentheses/],
    ['#ABLATABLE_COMPONENT(name=)', /name needs a value/],
    ['#ABLATABLE_COMPONENT(name)', /name needs a value/],
    ['#ABLATABLE_COMPONENT(each=True)', /each takes no value/],
    ['#ABLATABLE_COMPONENT(name=a, name=b)', /given twice/],
    ['#ABLATABLE_COMPONENT(name=a/b)', /only letters/],
    ['#ABLATABLE_COMPONENT(group=baseline)', /baseline/],
    ['#ABLATABLE_COMPONENT(name=second-baseline)', /word is taken/],
    ['#ABLATABLE_COMPONENT(name=x', /not closed/],
    ['#ABLATABLE_COMPONENT(term=a))', /not understood/],
    ['#ABLATABLE_COMPONENT: dropout', /options stand in parentheses/],
    ['#ABLATION_HINT_START(replace=x)', /only name and group/],
    ['#ABLATION_HINT_END(name=x)', /takes no options/],
  ])('%s is an error', (comment, message) => {
    const mark = parseMark(comment);
    expect(mark.kind === 'invalid' ? mark.message : mark.kind).toMatch(message);
  });

  test('any expression with balanced brackets comes back as it was written', () => {
    const atom = fc.constantFrom('a', 'b.c', '1.5', '"x,y)("', "'['", 'd == e');
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `f(${x}, [${y}])`),
        fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `{${x}: ${y}}`),
      ),
    }));
    fc.assert(
      fc.property(expression, expression, (term, replace) => {
        expect(parseMark(`#ABLATABLE_COMPONENT(term=${term}, each, replace=${replace})`)).toEqual({
          kind: 'component',
          options: { term, replace, each: true },
        });
      }),
    );
  });

  test('no comment makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('#ABLATABLE_COMPONENT', '# ABLATION_HINT_START', '#'), (tail, head) => {
        expect(parseMark(head + tail).kind).toMatch(/^(?:component|hint-start|hint-end|invalid|near-miss|none)$/);
      }),
    );
  });
});
