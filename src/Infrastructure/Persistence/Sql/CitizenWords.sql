-- The words of a name as one writes them on any keyboard: Sørensen and Soerensen are one, Ågård and Aagaard, René and Rene.
create function search_words(text text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct word), '{}') from regexp_split_to_table(
        lower(regexp_replace(normalize(
            replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
                'æ', 'ae'), 'Æ', 'ae'), 'ø', 'oe'), 'Ø', 'oe'), 'å', 'aa'), 'Å', 'aa'), 'ä', 'ae'), 'Ä', 'ae'), 'ö', 'oe'), 'Ö', 'oe'),
            NFD), '[\u0300-\u036f]', '', 'g')),
        '[][\s,.;:''’`´"()/\-–]+') as word
    where word <> ''
$$;

-- What citizens are found by. A word with an index under it, not a pattern looked for in every name: a search costs what it finds. Compared
-- by >= and <, which may be asked before the policy: no row that is hidden is told of by them.
create table citizen_words (
    citizen_id uuid not null references citizens (id) on delete cascade,
    word text collate "C" not null check (word <> ''),
    -- All of the name, this one too: what else is asked for is looked for here.
    words text[] not null,
    primary key (citizen_id, word)
);
create index citizen_words_by_word on citizen_words (word, citizen_id);
insert into citizen_words (citizen_id, word, words)
select z.id, word, words from citizens z, search_words(z.given_name || ' ' || z.family_name) as words, unnest(words) as word;

create function keep_citizen_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_level = 'STATEMENT' then
        insert into citizen_words (citizen_id, word, words)
        select n.id, word, words from new_rows n, search_words(n.given_name || ' ' || n.family_name) as words, unnest(words) as word;
    else
        delete from citizen_words where citizen_id = new.id;
        insert into citizen_words (citizen_id, word, words)
        select new.id, word, words from search_words(new.given_name || ' ' || new.family_name) as words, unnest(words) as word;
    end if;
    return null;
end;
$$;
create trigger citizens_are_found after insert on citizens referencing new table as new_rows for each statement execute function keep_citizen_words();
-- Most changes of a citizen are none of the name.
create trigger citizens_are_found_anew after update of given_name, family_name on citizens for each row
    when ((old.given_name, old.family_name) is distinct from (new.given_name, new.family_name)) execute function keep_citizen_words();
grant create on schema public to sammenhaeng_job;
alter function keep_citizen_words() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;

alter table citizen_words enable row level security, force row level security;
create policy by_relation on citizen_words for select to sammenhaeng_web using (
    exists (select from citizen_relations r where r.citizen_id = citizen_words.citizen_id));
create policy system on citizen_words to sammenhaeng_job using (true) with check (true);
grant select on citizen_words to sammenhaeng_web;
