"""HTML to articles. What a page's bytes are given to (lxml, trafilatura, resiliparse) runs in a process of its own.

In the worker: `charset` (bytes to text), `precheck` (what no parser should be shown), `extract` (the page as a
person sees it, by `render`; which of it is the article's text; what it says of itself for machines, by `gather`
and `structured`). Here: `keeper` (starts, limits and ends the worker), `outline` (the extractor's choice laid
over the page's rows), `facts` (what the rows and the metadata state, weighed), `page` (the `Article`).
"""
