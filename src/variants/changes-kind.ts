/** Names of functions that give another kind of thing, or another size, than they are given. */
export const CHANGES_KIND =
  /crop|resize|rescale|pad(?!d?le)|tensor|pil|gr[ae]y|flatten|patch|token|enc(_|$)|encode|decode|one_?hot|(^|_)to_|convert|cast|load|parse|split|stack|embed/i;
