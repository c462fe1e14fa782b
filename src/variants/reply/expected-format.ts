/** What a reply looks like, for a model whose reply did not. */
export const EXPECTED_FORMAT = `Expected is, for each place to change:

path/of/file.py
\`\`\`python
<<<<<<< SEARCH
whole lines of the file, exactly as they stand there, without line numbers
=======
the lines that take their place
>>>>>>> REPLACE
\`\`\`

or, where the change cannot be made, one line: CANNOT: the reason`;
