namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// The statements that merge the rows of some documents into the course tables. The documents of one run are in t_documents, at most
/// one for each citizen and source; what they changed is noted in t_changed. Of each item the latest export wins; a snapshot ends what
/// it leaves out.
/// </summary>
internal static class MergeSql
{
    public const string CopyDocuments =
        "copy t_documents (document, citizen_id, source, area, exported_at, exported_on, received_at, is_snapshot, is_new_citizen, had_before, "
        + "is_late, replaces_household, tells_household, tells_items, hash, event_id, told, given_name, family_name, home_place, language, "
        + "digital_post_exempt, protection, coordinator_declined_until, last_contact_on, limits_in_person_per_week, "
        + "limits_in_person_per_day, limits_active_contacts, limits_prefers_bundled_days) from stdin (format binary)";

    public const short DocumentFields = 29;

    /// <summary>Made once for a connection; empty again after each transaction.</summary>
    public const string CreateDocuments = """
        create temporary table t_documents (
            document integer primary key, citizen_id uuid not null, source text collate "C" not null, area text not null,
            exported_at timestamptz not null, exported_on date not null, received_at timestamptz not null, is_snapshot boolean not null,
            is_new_citizen boolean not null, had_before boolean not null, is_late boolean not null, replaces_household boolean not null,
            tells_household boolean not null, tells_items boolean not null, hash bytea not null, event_id uuid not null, told integer not null,
            given_name text not null, family_name text not null, home_place text, language text, digital_post_exempt boolean,
            protection text, coordinator_declined_until date, last_contact_on date, limits_in_person_per_week integer,
            limits_in_person_per_day integer, limits_active_contacts integer, limits_prefers_bundled_days boolean,
            unique (citizen_id, source)) on commit delete rows;
        create temporary table t_changed (document integer primary key) on commit delete rows
        """;

    /// <summary>Made for a connection when the first rows come for it: one document needs few of them.</summary>
    public static string Create(ItemTable table) =>
        $"create temporary table {table.Temporary} (document integer, {table.Key}, {table.Columns}, "
        + $"primary key (document, {string.Join(", ", table.KeyNames)})) on commit delete rows";

    /// <summary>Drops from the rows of late documents what a later export has told already.</summary>
    public static string DropOvertaken(ItemTable table)
    {
        if (table.Whole is not { } part)
        {
            return $"""
                delete from {table.Temporary} t using t_documents d, {table.Name} x
                where d.is_late and t.document = d.document
                and x.citizen_id = d.citizen_id and x.id = t.id and x.source = d.source and x.exported_at > d.exported_at
                """;
        }
        return $"""
            delete from {table.Temporary} t using t_documents d
            where d.is_late and t.document = d.document
            and not exists (select from {part.Table.Temporary} w where w.document = t.document and w.id = t.{part.IdColumn})
            """;
    }

    public static string Copy(ItemTable table) =>
        $"copy {table.Temporary} (document, {string.Join(", ", table.KeyNames.Concat(table.ColumnNames))}) from stdin (format binary)";

    /// <summary>
    /// Rows of documents that are the first of their source: they are new, and nobody adds to them meanwhile, for the citizen is held. So
    /// nothing is looked for that they could be the same as.
    /// </summary>
    public static string AddFirstTold(ItemTable table) => $"{Insert(table)} where not d.had_before";

    public const string NoteFirstTold = "insert into t_changed select document from t_documents where not had_before and tells_items";

    /// <summary>Adds rows that are new and changes those that are told differently.</summary>
    public static string Merge(ItemTable table)
    {
        var content = Content(table);
        var compared = string.Join(", ", content.Where(column => column != table.NotCompared).Select(column => $"x.{column}"));
        return Changed(
            $"""
            {Insert(table)} where d.had_before{(table == ItemTable.Residences ? " and d.replaces_household" : "")}
            on conflict (citizen_id, source, {string.Join(", ", table.KeyNames)}) do update
            set {string.Join(", ", (table.Whole is null ? content.Append("exported_at") : content).Select(column => $"{column} = excluded.{column}"))}, ended_at = null, {(table.IsItem ? "changed_at = excluded.first_seen_at" : "told_at = excluded.told_at")}
            where x.ended_at is not null or ({compared}) is distinct from ({compared.Replace("x.", "excluded.", StringComparison.Ordinal)})
            """);
    }

    /// <summary>A patch that tells the same again still was the latest to tell it; of a snapshot the source remembers that.</summary>
    public static string ConfirmItems(ItemTable table) =>
        $"""
        update {table.Name} x set exported_at = d.exported_at
        from t_documents d join {table.Temporary} t on t.document = d.document
        where not d.is_snapshot and x.citizen_id = d.citizen_id and x.id = t.id and x.source = d.source and x.exported_at < d.exported_at
        """;

    /// <summary>An item that is told again has the parts it is told with; further ones were parts of what it was before.</summary>
    public static string DropLeftParts(ItemTable table, bool hasRows)
    {
        var (whole, idColumn) = table.Whole!.Value;
        var told = $"select from {table.Temporary} t where t.document = d.document and t.{idColumn} = x.{idColumn} and t.position = x.position";
        return Changed(
            $"""
            delete from {table.Name} x using t_documents d join {whole.Temporary} w on w.document = d.document
            where d.had_before and x.citizen_id = d.citizen_id and x.{idColumn} = w.id and x.source = d.source{Unless(hasRows, told)}
            """,
            table);
    }

    /// <summary>
    /// What a snapshot leaves out leaves the course; a plan then counts as completed. The inner query stands by itself so that it is
    /// answered by the key: an index of what is live by source or by area would be walked from end to end.
    /// </summary>
    public static string EndItems(ItemTable table, bool hasRows)
    {
        var told = $"select from {table.Temporary} t where t.document = told.document and t.id = told.id";
        var completed = table == ItemTable.Plans
            ? ", status = 'completed', period_to = greatest(x.period_from, least(x.period_to, told.exported_on))"
            : "";
        return Changed(
            $"""
            update {table.Name} x set ended_at = told.exported_at, changed_at = told.received_at{completed}
            from (
                select d.document, d.citizen_id, d.source, d.exported_at, d.exported_on, d.received_at, y.id, y.exported_at as item_exported_at, y.ended_at
                from t_documents d join {table.Name} y on y.citizen_id = d.citizen_id and y.source = d.source
                where d.is_snapshot and d.had_before
                offset 0) told
            where told.ended_at is null and told.item_exported_at <= told.exported_at{Unless(hasRows, told)}
            and x.citizen_id = told.citizen_id and x.id = told.id and x.source = told.source
            """);
    }

    public static string EndParts(ItemTable table)
    {
        var (whole, idColumn) = table.Whole!.Value;
        return $"""
            update {table.Name} x set ended_at = w.ended_at, told_at = d.received_at
            from t_documents d join {whole.Name} w on w.citizen_id = d.citizen_id and w.source = d.source and w.ended_at = d.exported_at
            where d.is_snapshot and d.had_before
            and x.citizen_id = d.citizen_id and x.{idColumn} = w.id and x.source = d.source and x.ended_at is null
            """;
    }

    public static string EndHousehold(bool hasRows) => Changed(
        $"""
        update residences x set ended_at = d.exported_at, told_at = d.received_at
        from t_documents d
        where d.replaces_household and d.had_before and x.citizen_id = d.citizen_id and x.source = d.source and x.ended_at is null
        {Unless(hasRows, "select from t_residences t where t.document = d.document and t.position = x.position")}
        """);

    /// <summary>Without rows there is no temporary table to look into, and nothing was told.</summary>
    private static string Unless(bool hasRows, string told) => hasRows ? $" and not exists ({told})" : "";

    private static string Insert(ItemTable table)
    {
        var content = Content(table);
        var told = content.Select(column => column == "area" && !table.HasOwnArea ? "d.area" : $"t.{column}");
        return $"""
            insert into {table.Name} as x (citizen_id, source, {string.Join(", ", table.KeyNames.Concat(content))}{(table.Whole is null ? ", exported_at, first_seen_at" : "")}{(table.IsItem ? "" : ", told_at")})
            select d.citizen_id, d.source, {string.Join(", ", table.KeyNames.Select(column => $"t.{column}").Concat(told))}{(table.Whole is null ? ", d.exported_at, d.received_at" : "")}{(table.IsItem ? "" : ", d.received_at")}
            from t_documents d join {table.Temporary} t on t.document = d.document
            """;
    }

    private static string[] Content(ItemTable table) => table.HasOwnArea || table.Whole is not null ? table.ColumnNames : ["area", .. table.ColumnNames];

    /// <summary>Notes which documents changed something. Parts that are deleted are kept as what was known until then.</summary>
    private static string Changed(string statement, ItemTable? deletes = null) =>
        $"""
        with done as ({statement} returning x.citizen_id, x.source{(deletes is null ? "" : ", to_jsonb(x) as was, x.ended_at, d.received_at")}){(deletes is null ? "" : Kept(deletes))}
        insert into t_changed
        select distinct d.document from done join t_documents d on d.citizen_id = done.citizen_id and d.source = done.source
        on conflict do nothing
        """;

    private static string Kept(ItemTable table) =>
        $"""
        , kept as (
            insert into item_versions (citizen_id, collection, source, id, area, content, exported_at, is_ended, known_from, known_until)
            select g.citizen_id, '{table.Name}', g.source, part_id(g.was), coalesce(area_of_part('{table.Name}', g.was), ''), content_of_part(g.was), k.since,
                g.ended_at is not null, k.since, g.received_at
            from done g cross join lateral (select part_known_from(g.was) as since) k where k.since < g.received_at)
        """;
}
