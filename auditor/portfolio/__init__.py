"""Results of single files put together: their cards, copies, matters."""
