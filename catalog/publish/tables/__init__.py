"""Tables in every form that they are offered in, joined from columns of text: no loop over rows, a batch at a time."""
