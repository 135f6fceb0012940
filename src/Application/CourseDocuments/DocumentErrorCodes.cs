namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>The words that tell programs what is wrong. They are stable: senders act on them.</summary>
public static class DocumentErrorCodes
{
    // The JSON itself.
    public const string Malformed = "json.malformed";
    public const string TooLarge = "json.tooLarge";
    public const string TooDeep = "json.tooDeep";
    public const string DuplicateKey = "json.duplicateKey";
    public const string MoreErrors = "json.moreErrors";

    // The schema.
    public const string Type = "schema.type";
    public const string Required = "schema.required";
    public const string UnknownField = "schema.unknownField";
    public const string NotAllowed = "schema.enum";
    public const string Pattern = "schema.pattern";
    public const string TooShort = "schema.minLength";
    public const string TooLong = "schema.maxLength";
    public const string TooFew = "schema.minItems";
    public const string ListTooLong = "list.tooLong";
    public const string TooSmall = "schema.minimum";
    public const string TooBig = "schema.maximum";
    public const string Date = "schema.date";
    public const string DateTime = "schema.dateTime";

    // What the schema cannot say.
    public const string Text = "text.characters";
    public const string Number = "number.range";
    public const string DateRange = "date.range";
    public const string UnknownCode = "code.unknown";
    public const string Cpr = "cpr.invalid";
    public const string CprBirthDate = "cpr.birthDate";
    public const string CprOtherBirthDate = "cpr.otherBirthDate";
    public const string CprOtherCitizen = "cpr.otherCitizen";
    public const string IdDuplicate = "id.duplicate";
    public const string IdReserved = "id.reserved";
    public const string IdCpr = "id.cpr";
    public const string SourceReserved = "source.reserved";
    public const string ReferenceUnknown = "reference.unknown";
    public const string ReferenceForm = "reference.form";
    public const string ReferenceTooMany = "reference.tooMany";
    public const string PeriodOrder = "period.order";
    public const string TimeOrder = "time.order";
    public const string TimeTooLong = "time.tooLong";
    public const string WindowOrder = "window.order";
    public const string Week = "week.unknown";
    public const string Hours = "hours.range";
    public const string ShareReason = "share.reason";
    public const string RestrictionField = "restriction.field";

    // What the sender is not registered for.
    public const string AreaOfOthers = "area.ofOthers";
    public const string SourceOfOthers = "source.ofOthers";

    // A fault of ours.
    public const string NotStored = "document.notStored";
}
