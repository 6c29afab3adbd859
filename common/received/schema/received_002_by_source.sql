-- A source's cells lie together: it is read, and replaced, alone.
ALTER TABLE received_cell DROP PRIMARY KEY, ADD PRIMARY KEY (source, cell_id);
