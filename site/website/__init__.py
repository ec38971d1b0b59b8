"""The website made from the committed notebooks: staged as pages, built by Sphinx in two languages.

Each module one idea, importing only from those above it:

words       what the site itself says, in both languages; which texts are Vietnamese
citing      what CITATION.cff says
outputs     a code cell's stored outputs as figures and tables of a publication
catalogues  the Vietnamese translations: their messages, files and checks
stage       notebooks and repository files as the sources of a Sphinx build
metadata    what search engines and reference managers read
extension   what Sphinx is taught: links to rows, languages, the search index
"""
