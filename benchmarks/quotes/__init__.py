"""What pages quote of kept results and of the cards of weights: lines of Markdown."""
