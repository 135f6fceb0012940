-- The kinds of information as each version says them: words of a text that somebody has said yes to stay as they were read.
alter table consent_texts
    add column plan text,
    add column goals text,
    add column interventions text,
    add column appointments text;
-- The words that 2026-1 was shown with until now: written down beside it, nothing of the text is another.
alter table consent_texts disable trigger consent_texts_stay;
update consent_texts set plan = 'hvad planen hedder og handler om', goals = 'dine mål', interventions = 'den hjælp du får', appointments = 'dine aftaler'
where language = 'da';
update consent_texts set plan = 'what the plan is called and is about', goals = 'your goals', interventions = 'the help you get', appointments = 'your appointments'
where language = 'en';
alter table consent_texts enable trigger consent_texts_stay;
alter table consent_texts
    alter column plan set not null,
    alter column goals set not null,
    alter column interventions set not null,
    alter column appointments set not null;
