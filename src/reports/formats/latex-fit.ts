/** Around a box that is shrunk to the width of the text where it is wider; needs graphicx. */
export const FIT_OPEN = '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%';
export const FIT_CLOSE = '}';
