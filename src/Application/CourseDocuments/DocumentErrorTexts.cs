using System.Collections.Frozen;
using Sammenhaeng.Domain.Conflicts;
using static Sammenhaeng.Application.CourseDocuments.DocumentErrorCodes;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>What people read about an error. The bound, where there is one, comes from the schema, never from the document.</summary>
internal static class DocumentErrorTexts
{
    private static readonly FrozenDictionary<string, Bilingual> Texts = new Dictionary<string, Bilingual>
    {
        [Malformed] = new("Det er ikke gyldig JSON ({0}).", "This is not valid JSON ({0})."),
        [TooLarge] = new("Dokumentet fylder mere end {0}.", "The document is larger than {0}."),
        [TooDeep] = new("Der er mere end {0} niveauer inden i hinanden.", "More than {0} levels are nested."),
        [DuplicateKey] = new("Feltet står der to gange.", "The field is there twice."),
        [MoreErrors] = new("Der er flere fejl; kun de første {0} vises.", "There are more errors; only the first {0} are shown."),
        [DocumentErrorCodes.Type] = new("Værdien er af en forkert type; her skal stå: {0}.", "The value is of the wrong type; expected: {0}."),
        [Required] = new("Feltet mangler.", "The field is missing."),
        [UnknownField] = new("Feltet kendes ikke.", "The field is not known."),
        [NotAllowed] = new("Værdien er ikke en af de tilladte: {0}.", "The value is not one of those allowed: {0}."),
        [Pattern] = new("Værdien har ikke den rette form.", "The value does not have the right form."),
        [TooShort] = new("Teksten er for kort; mindst {0} tegn.", "The text is too short; at least {0} characters."),
        [TooLong] = new("Teksten er for lang; højst {0} tegn.", "The text is too long; at most {0} characters."),
        [TooFew] = new("Listen er for kort; mindst {0}.", "The list is too short; at least {0}."),
        [ListTooLong] = new("Listen er for lang; højst {0}.", "The list is too long; at most {0}."),
        [TooSmall] = new("Tallet er for lille; mindst {0}.", "The number is too small; at least {0}."),
        [TooBig] = new("Tallet er for stort; højst {0}.", "The number is too big; at most {0}."),
        [Date] = new("Det er ikke en dato, der findes (åååå-mm-dd).", "This is not a date that exists (yyyy-mm-dd)."),
        [DocumentErrorCodes.DateTime] = new(
            "Det er ikke et tidspunkt, der findes, med forskel fra UTC (2026-10-05T09:00:00+02:00).",
            "This is not a time that exists, with offset from UTC (2026-10-05T09:00:00+02:00)."),
        [Text] = new("Teksten har tegn, der ikke kan gemmes.", "The text has characters that cannot be kept."),
        [Number] = new("Tallet kan ikke bruges her; skriv et tal i området {0}.", "The number cannot be used here; write one in the range {0}."),
        [DateRange] = new("Datoen skal ligge i årene 1800 til 2200.", "The date must lie in the years 1800 to 2200."),
        [UnknownCode] = new("Koden kendes ikke.", "The code is not known."),
        [DocumentErrorCodes.Cpr] = new(
            "Det kan ikke være et CPR-nummer eller et erstatningsnummer.", "This cannot be a CPR number or a replacement number."),
        [CprBirthDate] = new("Fødselsdatoen passer ikke med CPR-nummeret.", "The birth date does not agree with the CPR number."),
        [CprOtherBirthDate] = new(
            "CPR-nummeret kendes med en anden fødselsdato.", "The CPR number is known with another birth date."),
        [CprOtherCitizen] = new(
            "Dokumenterne handler ikke om den samme borger.", "The documents are not about the same citizen."),
        [IdDuplicate] = new("Id'et er brugt før i samme samling.", "The id is used before in the same collection."),
        [IdReserved] = new("Id'et er forbeholdt borgeren.", "The id is reserved for the citizen."),
        [SourceReserved] = new("Kilden er navnet på det, der besluttes i Sammenhæng selv. Brug systemets eget navn.", "The source is the name of what is decided in Sammenhæng itself. Use the system's own name."),
        [IdCpr] = new(
            "CPR-nummeret er brugt som kilde eller id i dokumentet. Brug et id uden personnummer.",
            "The CPR number is used as a source or an id in the document. Use an id that is no personal number."),
        [ReferenceUnknown] = new(
            "Der henvises til noget, som hverken står i dokumentet eller er sendt før.",
            "This refers to something that is neither in the document nor sent before."),
        [ReferenceForm] = new(
            "Det er ikke en henvisning, der kan stå her: et id, eller kilde:id hvor en anden kilde kan nævnes.",
            "This is not a reference that can stand here: an id, or source:id where another source may be named."),
        [ReferenceTooMany] = new(
            "Dokumentet henviser til mere end {0} ting, som det ikke selv har.", "The document refers to more than {0} things that it does not hold."),
        [PeriodOrder] = new("Slutdatoen ligger før startdatoen.", "The end date is before the start date."),
        [TimeOrder] = new("Sluttiden skal ligge efter starttiden.", "The end must be after the start."),
        [TimeTooLong] = new("En tid kan højst vare 24 timer.", "An appointment can last 24 hours at most."),
        [WindowOrder] = new("Tidsrummets start skal ligge før dets slutning.", "The window must start before it ends."),
        [Week] = new("Ugen findes ikke i det år.", "The year does not have that week."),
        [Hours] = new("Timer om ugen skal ligge fra 0 til 168.", "Hours a week must lie from 0 to 168."),
        [ShareReason] = new(
            "Deling på et andet grundlag end samtykke kræver en begrundelse.",
            "Sharing on a ground other than consent needs a reason."),
        [RestrictionField] = new(
            "Skånehensynet mangler det felt, der hører til dets art.", "The restriction lacks the field that belongs to its kind."),
        [AreaOfOthers] = new(
            "Systemet er ikke registreret til at sende for det kerneområde.", "The system is not registered to send for that core area."),
        [SourceOfOthers] = new(
            "Systemet er ikke registreret til at sende som den kilde.", "The system is not registered to send as that source."),
        [NotStored] = new(
            "Dokumentet kunne ikke gemmes. Det er en fejl hos os, og den er skrevet op; dokumentet kan sendes igen, når den er rettet.",
            "The document could not be stored. That is a fault of ours, and it has been noted; send the document again when it is mended."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Bilingual> Types = new Dictionary<string, Bilingual>
    {
        ["null"] = new("null", "null"),
        ["object"] = new("et objekt", "an object"),
        ["array"] = new("en liste", "a list"),
        ["string"] = new("en tekst", "a text"),
        ["integer"] = new("et helt tal", "a whole number"),
        ["number"] = new("et tal", "a number"),
        ["boolean"] = new("true eller false", "true or false"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Bilingual Of(string code, string? bound)
    {
        var text = Texts[code];
        if (!text.En.Contains("{0}", StringComparison.Ordinal))
        {
            return text;
        }
        bound ??= "…";
        var told = code == DocumentErrorCodes.Type ? TypesOf(bound) : new Bilingual(bound, bound);
        return new Bilingual(text.Da.Replace("{0}", told.Da, StringComparison.Ordinal), text.En.Replace("{0}", told.En, StringComparison.Ordinal));
    }

    private static Bilingual TypesOf(string bound)
    {
        var types = bound.Split(", ").Select(type => Types.GetValueOrDefault(type, new Bilingual(type, type))).ToList();
        return new Bilingual(string.Join(" eller ", types.Select(type => type.Da)), string.Join(" or ", types.Select(type => type.En)));
    }
}
