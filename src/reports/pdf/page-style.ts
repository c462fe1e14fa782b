import { FALLBACK, MONO, SANS, SERIF } from '../fonts.js';

/**
 * How the pages look: measures, fonts, colours, and the functions of Typst that the sections call. Nothing of a report
 * is in it.
 */
export const PAGE_STYLE = `
#let sans = (${quoted(SANS)}, ${quoted(FALLBACK)})
#let mono = (${quoted(MONO)}, "DejaVu Sans Mono", ${quoted(FALLBACK)})
#let ink = rgb("#1b1f24")
#let muted = rgb("#5b6470")
#let blue = rgb("#1f4e79")
#let green = rgb("#1a7f37")
#let amber = rgb("#8a5a00")
#let red = rgb("#b3261e")

#set page(paper: "a4", margin: (x: 24mm, top: 22mm, bottom: 25mm))
#set text(font: (${quoted(SERIF)}, ${quoted(FALLBACK)}), size: 10pt, lang: "en", fill: ink, hyphenate: false)
#set par(leading: 0.62em, spacing: 0.95em)
#set list(marker: text(fill: muted)[•], indent: 0.2em, body-indent: 0.6em, spacing: 0.65em)
#set table(stroke: none, inset: (x: 0pt, y: 3.6pt))
#show table: set text(font: sans, size: 8.5pt, number-type: "lining", number-width: "tabular")
#show table: set par(leading: 0.5em)
#show heading: set text(font: sans, weight: 600)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 1): set block(above: 2em, below: 0.85em)
#show heading.where(level: 2): set text(size: 11pt)
#show heading.where(level: 2): set block(above: 1.7em, below: 0.8em)
#show figure: set block(above: 1.4em, below: 1.6em, breakable: true)
#show figure.caption: set text(font: sans, size: 8.5pt)
#show figure.caption: set align(left)

// Rules as booktabs has them.
#let rule-outer = table.hline(stroke: 0.8pt + ink)
#let rule-inner = table.hline(stroke: 0.4pt + ink)
#let rule-light = table.hline(stroke: 0.3pt + muted)

#let evidence(body) = text(font: sans, size: 8.5pt, fill: muted, number-type: "lining", body)
// Without the ligatures that would show -> and != as other signs.
#let code(body) = text(font: mono, size: 0.86em, ligatures: false, features: (calt: 0), body)
#let quiet(body) = text(fill: muted, body)
#let small(body) = block(text(font: sans, size: 8.5pt, number-type: "lining", body))
#let term(body) = text(font: sans, weight: 600, size: 0.95em, body)
#let compact(body) = {
  show table: set text(size: 7.8pt)
  set table(inset: (x: 0pt, y: 2.8pt))
  body
}
// Numbers of many digits.
#let dense(body) = {
  show table: set text(size: 6.8pt)
  body
}
// Holds the place of digits that a number lacks, so that decimal points stand in one column.
#let gap(digits) = hide(digits)

#let notice(colour, body) = block(
  width: 100%, inset: (left: 10pt, rest: 8pt), above: 1em, below: 1em,
  fill: colour.lighten(92%), stroke: (left: 2.5pt + colour), body,
)
#let badge(colour, body) = box(
  inset: (x: 4pt), outset: (y: 2.5pt), radius: 2pt, stroke: 0.6pt + colour,
  text(font: sans, size: 8.5pt, weight: 600, fill: colour, body),
)
// A heading with the judgement beside it.
#let judged(title, judgement) = heading(level: 2, title + h(1fr) + judgement)
// On one page, unless it takes most of a page for itself.
#let whole(body) = layout(size => block(breakable: measure(body, width: size.width).height > 150mm, body))
#let kept-with-next(body) = block(sticky: true, body)
#let facts(..cells) = block(grid(
  columns: (26mm, 1fr), row-gutter: 0.65em, column-gutter: 0.8em, ..cells.pos(),
))
#let fact(name) = text(font: sans, size: 9pt, fill: muted, name)

// No figure leaves the page. One that would have to be drawn very small goes on over several pages instead, each
// beginning a row before the end of the last.
#let picture(path, description) = layout(size => {
  let tallest = 215mm
  let overlap = 8mm
  let natural = measure(image(path))
  let factor = calc.min(1, size.width / natural.width, calc.max(0.7, tallest / natural.height))
  let (width, height) = (natural.width * factor, natural.height * factor)
  let drawing = image(path, alt: description, width: width, height: height)
  if height <= tallest { drawing } else {
    let pieces = calc.ceil((height - overlap) / (tallest - overlap))
    for piece in range(pieces) {
      let offset = piece * (tallest - overlap)
      let piece-height = calc.min(tallest, height - offset)
      block(width: width, height: piece-height, breakable: false, clip: true, place(top + left, dy: -offset, drawing))
    }
  }
})
// Kinds of code; all of them can be read on the backgrounds of a diff.
#let keyword(code) = text(fill: rgb("#8250df"), code)
#let literal(code) = text(fill: rgb("#0a5a9c"), code)
#let comment(code) = text(fill: rgb("#5b6470"), code)
// Lines of a diff: the sign in its own column, so that code that is wrapped stays beside it.
#let diff-line(colour, background, sign, code) = (
  grid.cell(fill: background, text(fill: colour, sign)),
  grid.cell(fill: background, par(hanging-indent: 2em, code)),
)
#let added(code) = diff-line(green, rgb("#e4f5e9"), "+", code)
#let removed(code) = diff-line(red, rgb("#fdeceb"), "−", code)
#let kept(code) = diff-line(muted, none, " ", code)
#let file-name(body) = text(font: sans, weight: 600, size: 8.5pt, body)
#let said(body) = (grid.cell(colspan: 2, inset: (right: 5pt), body),)
#let diff(..lines) = {
  set text(font: mono, size: 7.5pt, ligatures: false, features: (calt: 0))
  set par(leading: 0.5em)
  let frame = block(
    width: 100%, stroke: 0.5pt + muted.lighten(60%), radius: 2pt, inset: (y: 3pt), above: 0.9em, below: 1.2em,
    grid(columns: (auto, 1fr), inset: (left: 6pt, right: 0pt, y: 2pt), ..lines.pos().flatten()),
  )
  if lines.pos().len() > 40 { frame } else { whole(frame) }
}
`;

function quoted(family: string): string {
  return `"${family}"`;
}
