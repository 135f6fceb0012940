-- How many conflicts stand open of each rule is counted from the index alone, and those of a seldom rule are found without reading all.
create index conflicts_by_rule on conflicts (rule) where state in ('open', 'acknowledged');
