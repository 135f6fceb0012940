-- A conflict's subjects may be many: a ring of seventy steps has a key longer than an index can hold. Their digest is always short.
create unique index conflicts_once on conflicts (citizen_id, rule, md5(subject_key));
alter table conflicts drop constraint conflicts_citizen_id_rule_subject_key_key;
