"""The website made from the committed notebooks: staged as pages, built by Sphinx in two languages.

Each module one idea, importing only from those above it:

words       what the site itself says, in both languages; which texts are Vietnamese
citing      what CITATION.cff says
archive     all data as one file
tables      long tables folded behind their count
outputs     a code cell's stored outputs as figures and tables of a publication
catalogues  the Vietnamese translations: their messages, files and checks
edition     one language's website: what it is made from, what its pages know of each other
cards, compare, home, live, statements   the pages that are made from the figures
stage       notebooks and repository files as the sources of a Sphinx build
metadata    what search engines and reference managers read
previews    the pictures that messengers show
finding     what the search finds
extension   what Sphinx is taught: links to rows, languages, the search index
"""
