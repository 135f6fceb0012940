using System.Globalization;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>Contacts, the network and the household.</summary>
internal static class PeopleBindings
{
    public static void Bind(FieldBinder fields)
    {
        BindContacts(fields);
        BindAbsence(fields);
        BindCoordinator(fields);
        BindNetwork(fields);
        BindHousehold(fields);
    }

    private static ref ContactItem Contact(DocumentRows rows) => ref rows.Items.Contacts[rows.Items.Contacts.Count - 1];

    private static ref NetworkMemberItem Person(DocumentRows rows) => ref rows.Items.Network[rows.Items.Network.Count - 1];

    private static ref ResidenceItem Residence(DocumentRows rows) => ref rows.Items.Residences[rows.Items.Residences.Count - 1];

    private static void BindContacts(FieldBinder fields)
    {
        fields.Object(
            "/contacts/*",
            static rows =>
            {
                rows.Items.Contacts.Add();
                rows.Period = default;
            },
            static (rows, _) => Contact(rows).Period = rows.TakePeriod(ref rows.Period));
        fields.Name("/contacts/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Contacts, id);
            Contact(rows).Key = new ItemKey("", id);
        });
        fields.Name("/contacts/*/name", static (rows, text) => Contact(rows).Name = text);
        fields.Name("/contacts/*/role", static (rows, text) => Contact(rows).Role = text);
        fields.Code("/contacts/*/area", CodeKind.Area, static (rows, area) => Contact(rows).Area = area.Code);
        fields.Name("/contacts/*/unit", static (rows, text) => Contact(rows).Unit = text);
        fields.Name("/contacts/*/team", static (rows, text) => Contact(rows).Team = text);
        fields.Name("/contacts/*/email", static (rows, text) => Contact(rows).Email = text);
        fields.Name("/contacts/*/phone", static (rows, text) => Contact(rows).Phone = text);
        fields.Date("/contacts/*/from", static (rows, date) => rows.Period.From = date);
        fields.Date("/contacts/*/to", static (rows, date) => rows.Period.To = date);
    }

    private static void BindAbsence(FieldBinder fields)
    {
        fields.Object(
            "/contacts/*/absence",
            static rows =>
            {
                Contact(rows).HasAbsence = true;
                rows.Part = default;
            },
            static (rows, _) => Contact(rows).Absence = rows.TakePeriod(ref rows.Part));
        fields.Date("/contacts/*/absence/from", static (rows, date) => rows.Part.From = date);
        fields.Date("/contacts/*/absence/to", static (rows, date) => rows.Part.To = date);
        fields.Name("/contacts/*/absence/deputy", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Contact, id);
            Contact(rows).DeputyId = id;
        });
    }

    private static void BindCoordinator(FieldBinder fields)
    {
        fields.Object(
            "/contacts/*/coordinator",
            static rows => rows.Part = default,
            static (rows, _) => Contact(rows).CoordinatorPeriod = rows.TakePeriod(ref rows.Part));
        fields.Choice<CoordinatorKind>("/contacts/*/coordinator/kind", static (rows, kind) => Contact(rows).Coordinator = kind);
        fields.Date("/contacts/*/coordinator/from", static (rows, date) => rows.Part.From = date);
        fields.Date("/contacts/*/coordinator/to", static (rows, date) => rows.Part.To = date);
        fields.Words("/contacts/*/coordinator/mandate", static (rows, words) => Contact(rows).CoordinatorMandate = words);
        fields.ChoiceOfWords("/contacts/*/coordinator/mandate/*", static (rows, word) => rows.Words.Add(word));
        fields.Flag("/contacts/*/coordinator/citizenChose", static (rows, flag) => Contact(rows).CitizenChose = flag);
    }

    private static void BindNetwork(FieldBinder fields)
    {
        fields.Object("/network/*", static rows => rows.Items.Network.Add(), static (rows, _) =>
        {
            // The number may come before the id of the person it belongs to.
            var numbers = rows.Document.NetworkCprs;
            if (numbers.Count > 0 && numbers[^1].NetworkId.Length == 0)
            {
                numbers[^1] = (Person(rows).Key.Id ?? "?", numbers[^1].Cpr);
            }
        });
        fields.Name("/network/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Network, id);
            Person(rows).Key = new ItemKey("", id);
        });
        fields.Name("/network/*/name", static (rows, text) => Person(rows).Name = text);
        fields.Name("/network/*/relation", static (rows, text) => Person(rows).Relation = text);
        fields.Name("/network/*/cpr", static (rows, text) =>
        {
            if (Cpr.TryParse(text, out var cpr))
            {
                rows.Document.NetworkCprs.Add(("", cpr));
            }
            else
            {
                rows.Errors.Add(DocumentErrorCodes.Cpr);
            }
        });
        fields.Choice<PortalAccess>("/network/*/portal", static (rows, portal) => Person(rows).Portal = portal);
        fields.Date("/network/*/portalUntil", static (rows, date) => Person(rows).PortalUntil = date);
        fields.Flag("/network/*/custodyHolder", static (rows, flag) => Person(rows).CustodyHolder = flag);
        fields.Choice<Protection>("/network/*/protection", static (rows, protection) => Person(rows).Protection = protection);
    }

    private static void BindHousehold(FieldBinder fields)
    {
        fields.Object("/household", static rows => rows.Document.TellsHousehold = true);
        fields.Object("/household/residences/*", static rows => rows.Items.Residences.Add());
        fields.Name("/household/residences/*/party", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Network, id);
            Residence(rows).PartyId = id;
        });
        fields.Name("/household/residences/*/place", static (rows, text) => Residence(rows).Place = text);
        fields.Choice<ResidenceWeeks>("/household/residences/*/weeks", static (rows, weeks) => Residence(rows).Weeks = weeks);
        fields.Words("/household/residences/*/weeks", static (rows, weeks) =>
        {
            Residence(rows).Weeks = ResidenceWeeks.Listed;
            Residence(rows).ListedWeeks = weeks;
        });
        fields.Name("/household/residences/*/weeks/*", static (rows, week) =>
        {
            var year = int.Parse(week.AsSpan(0, 4), CultureInfo.InvariantCulture);
            var number = int.Parse(week.AsSpan(6), CultureInfo.InvariantCulture);
            if (year is < DocumentText.FirstYear or > DocumentText.LastYear || number < 1 || number > ISOWeek.GetWeeksInYear(year))
            {
                rows.Errors.Add(DocumentErrorCodes.Week);
            }
            rows.Words.Add(week);
        });
    }
}
