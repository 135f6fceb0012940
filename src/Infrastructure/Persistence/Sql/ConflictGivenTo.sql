-- Whom a conflict was given to stays in its history, also when somebody else has it now. Not known of what was given before.
alter table conflict_history
    add column owner_id uuid references users (id),
    add constraint conflict_history_given_when_taken_on check (owner_id is null or change = 'acknowledged');
