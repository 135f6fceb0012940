using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>What one source has told of one citizen so far: of each item, which document told it last.</summary>
internal sealed class SourceTelling(string source)
{
    private readonly Dictionary<string, Told>?[] _items = new Dictionary<string, Told>?[(int)Collection.Count];
    private DateTimeOffset _householdAt = DateTimeOffset.MinValue;

    public string Source { get; } = source;

    public DateTimeOffset LastSnapshotAt { get; private set; } = DateTimeOffset.MinValue;

    public TellingOfCitizen Citizen { get; } = new();

    /// <summary>Which document's household holds; -1 for none.</summary>
    public int Household { get; private set; } = -1;

    public bool HasTold(EarlierReference reference) =>
        (reference.Target.HasFlag(ReferenceTarget.Plan) && HasTold(Collection.Plans, reference.Id))
        || (reference.Target.HasFlag(ReferenceTarget.Goal) && HasTold(Collection.Goals, reference.Id))
        || (reference.Target.HasFlag(ReferenceTarget.Intervention) && HasTold(Collection.Interventions, reference.Id))
        || (reference.Target.HasFlag(ReferenceTarget.Contact) && HasTold(Collection.Contacts, reference.Id))
        || (reference.Target.HasFlag(ReferenceTarget.Network) && HasTold(Collection.Network, reference.Id));

    public void Take(CourseDocument document, int number)
    {
        TakeItems(document, number);
        var isSnapshot = document.Mode == DocumentMode.Snapshot;
        if (isSnapshot)
        {
            EndWhatIsLeftOut(document, number);
            LastSnapshotAt = document.ExportedAt;
        }
        if ((document.TellsHousehold || isSnapshot) && document.ExportedAt >= _householdAt)
        {
            Household = document.TellsHousehold ? number : -1;
            _householdAt = document.TellsHousehold ? document.ExportedAt : _householdAt;
        }
        Citizen.Take(document);
    }

    /// <summary>Whether the document is the one whose word holds for an item, and what has become of the item.</summary>
    public bool Holds(Collection collection, string id, int number, out DateOnly? endedOn)
    {
        var told = _items[(int)collection]![id];
        endedOn = told.EndedOn;
        return told.Document == number;
    }

    private bool HasTold(Collection collection, string id) => _items[(int)collection]?.ContainsKey(id) == true;

    private void TakeItems(CourseDocument document, int number)
    {
        var items = document.Items;
        Take(Collection.Plans, items.Plans, static (in PlanItem x) => x.Key.Id, document, number);
        Take(Collection.Goals, items.Goals, static (in GoalItem x) => x.Key.Id, document, number);
        Take(Collection.Interventions, items.Interventions, static (in InterventionItem x) => x.Key.Id, document, number);
        Take(Collection.Restrictions, items.Restrictions, static (in RestrictionItem x) => x.Key.Id, document, number);
        Take(Collection.Appointments, items.Appointments, static (in AppointmentItem x) => x.Key.Id, document, number);
        Take(Collection.Contacts, items.Contacts, static (in ContactItem x) => x.Key.Id, document, number);
        Take(Collection.Network, items.Network, static (in NetworkMemberItem x) => x.Key.Id, document, number);
        Take(Collection.Consents, items.Consents, static (in ConsentItem x) => x.Key.Id, document, number);
        Take(Collection.Assessments, items.Assessments, static (in AssessmentItem x) => x.Key.Id, document, number);
        Take(Collection.Milestones, items.Milestones, static (in MilestoneItem x) => x.Key.Id, document, number);
        Take(Collection.Mandates, items.PowersOfAttorney, static (in PowerOfAttorneyItem x) => x.Key.Id, document, number);
        Take(Collection.Decisions, items.Decisions, static (in DecisionItem x) => x.Key.Id, document, number);
        Take(Collection.Agreements, items.Agreements, static (in AgreementItem x) => x.Key.Id, document, number);
    }

    private void Take<T>(Collection collection, in ItemList<T> rows, IdOf<T> idOf, CourseDocument document, int number)
        where T : struct
    {
        if (rows.Count == 0)
        {
            return;
        }
        var told = _items[(int)collection] ??= new Dictionary<string, Told>(StringComparer.Ordinal);
        foreach (ref readonly var row in rows.Span)
        {
            var id = idOf(row);
            if (!told.TryGetValue(id, out var before) || before.At <= document.ExportedAt)
            {
                told[id] = new Told(number, document.ExportedAt, null);
            }
        }
    }

    private void EndWhatIsLeftOut(CourseDocument document, int number)
    {
        if (number == 0)
        {
            return;
        }
        foreach (var told in _items)
        {
            foreach (var (id, item) in told ?? [])
            {
                if (item.Document != number && item.EndedOn is null && item.At <= document.ExportedAt)
                {
                    told![id] = item with { EndedOn = document.ExportedOn };
                }
            }
        }
    }

    private delegate string IdOf<T>(in T row);

    /// <param name="Document">Number of the document whose word holds.</param>
    /// <param name="At">When the source exported it.</param>
    /// <param name="EndedOn">The local day of the snapshot that left it out.</param>
    private sealed record Told(int Document, DateTimeOffset At, DateOnly? EndedOn);
}
