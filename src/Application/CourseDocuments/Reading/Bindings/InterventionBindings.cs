using Sammenhaeng.Application.CourseDocuments.Schema;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>Interventions, what they require, and the restrictions on them.</summary>
internal static class InterventionBindings
{
    private const double HoursInAWeek = 168;

    public static void Bind(FieldBinder fields)
    {
        BindInterventions(fields);
        BindRequirements(fields);
        BindRestrictions(fields);
        BindWindows(fields);
    }

    private static ref InterventionItem Intervention(DocumentRows rows) =>
        ref rows.Items.Interventions[rows.Items.Interventions.Count - 1];

    private static ref RequirementItem Requirement(DocumentRows rows) => ref rows.Items.Requirements[rows.Items.Requirements.Count - 1];

    private static ref RestrictionItem Restriction(DocumentRows rows) => ref rows.Items.Restrictions[rows.Items.Restrictions.Count - 1];

    private static void BindInterventions(FieldBinder fields)
    {
        fields.Object(
            "/interventions/*",
            static rows =>
            {
                ref var intervention = ref rows.Items.Interventions.Add();
                intervention.Obligatory = true;
                intervention.Demands = [];
                intervention.GoalIds = [];
                rows.Period = default;
            },
            static (rows, _) => Intervention(rows).Period = rows.TakePeriod(ref rows.Period));
        fields.Name("/interventions/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Interventions, id);
            Intervention(rows).Key = new ItemKey("", id);
        });
        fields.Name("/interventions/*/plan", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, id);
            Intervention(rows).PlanId = id;
        });
        fields.Name("/interventions/*/title", static (rows, text) => Intervention(rows).Title = text);
        fields.Code("/interventions/*/purposeGroup", CodeKind.PurposeGroup, static (rows, group) =>
            Intervention(rows).PurposeGroup = group.Code);
        fields.Date("/interventions/*/from", static (rows, date) => rows.Period.From = date);
        fields.Date("/interventions/*/to", static (rows, date) => rows.Period.To = date);
        fields.Number("/interventions/*/weeklyHours", static (rows, hours) => Intervention(rows).WeeklyHours = Hours(rows, hours));
        fields.Flag("/interventions/*/obligatory", static (rows, flag) => Intervention(rows).Obligatory = flag);
        fields.Choice<InterventionStatus>("/interventions/*/status", static (rows, status) => Intervention(rows).Status = status);
        fields.Words("/interventions/*/demands", static (rows, words) => Intervention(rows).Demands = words);
        fields.Code("/interventions/*/demands/*", CodeKind.Demand, static (rows, demand) => rows.Words.Add(demand.Code));
        fields.Name("/interventions/*/provider", static (rows, text) => Intervention(rows).Provider = text);
        fields.Words("/interventions/*/goals", static (rows, words) => Intervention(rows).GoalIds = words);
        fields.Name("/interventions/*/goals/*", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Goal, id);
            rows.Words.Add(id);
        });
        fields.Name("/interventions/*/kle", static (rows, text) => Intervention(rows).Kle = text);
    }

    private static void BindRequirements(FieldBinder fields)
    {
        // Until the end the row holds its intervention's place, because the intervention's id may come after it.
        fields.Object(
            "/interventions/*/requires/*",
            static rows => rows.Items.Requirements.Add().Intervention = rows.Items.Interventions.Count - 1);
        fields.Name("/interventions/*/requires/*/ref", static (rows, text) =>
        {
            rows.References.Refer(ReferenceTarget.Intervention, text, mayNameOthers: true);
            Requirement(rows).TargetId = text;
        });
        fields.Choice<RequirementStrength>("/interventions/*/requires/*/strength", static (rows, strength) =>
            Requirement(rows).Strength = strength);
    }

    private static void BindRestrictions(FieldBinder fields)
    {
        fields.Object(
            "/restrictions/*",
            static rows =>
            {
                rows.Items.Restrictions.Add();
                rows.Period = default;
            },
            static (rows, node) =>
            {
                Restriction(rows).Period = rows.TakePeriod(ref rows.Period);
                DemandFieldOfKind(rows, node);
            });
        fields.Name("/restrictions/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Restrictions, id);
            Restriction(rows).Key = new ItemKey("", id);
        });
        fields.Choice<RestrictionKind>("/restrictions/*/kind", static (rows, kind) => Restriction(rows).Kind = kind);
        fields.Number("/restrictions/*/hours", static (rows, hours) => Restriction(rows).Hours = Hours(rows, hours));
        fields.Code("/restrictions/*/demand", CodeKind.Demand, static (rows, demand) => Restriction(rows).Demand = demand.Code);
        fields.Date("/restrictions/*/from", static (rows, date) => rows.Period.From = date);
        fields.Date("/restrictions/*/to", static (rows, date) => rows.Period.To = date);
        fields.Name("/restrictions/*/statement", static (rows, text) => Restriction(rows).Statement = text);
    }

    private static void BindWindows(FieldBinder fields)
    {
        fields.Object("/restrictions/*/window", static rows => rows.Window = default, static (rows, node) =>
        {
            if (rows.Has(node, "days") && Restriction(rows).WindowDays == Weekdays.None)
            {
                rows.Errors.AddFor("days", DocumentErrorCodes.TooFew, "1");
            }
            if (rows.Window.Start >= rows.Window.End)
            {
                rows.Errors.AddFor("end", DocumentErrorCodes.WindowOrder);
            }
            Restriction(rows).WindowStart = rows.Window.Start ?? default;
            Restriction(rows).WindowEnd = rows.Window.End ?? default;
        });
        fields.List("/restrictions/*/window/days");
        fields.ChoiceOfWords("/restrictions/*/window/days/*", static (rows, day) => Restriction(rows).WindowDays |= DayOf(day));
        fields.Name("/restrictions/*/window/start", static (rows, text) => rows.Window = (DocumentText.Clock(text), rows.Window.End));
        fields.Name("/restrictions/*/window/end", static (rows, text) => rows.Window = (rows.Window.Start, DocumentText.Clock(text)));
    }

    private static void DemandFieldOfKind(DocumentRows rows, SchemaNode node)
    {
        var field = Restriction(rows).Kind switch
        {
            RestrictionKind.MaxWeeklyHours => "hours",
            RestrictionKind.BlockedDemand => "demand",
            _ => "window",
        };
        if (rows.Has(node, "kind") && !rows.Has(node, field))
        {
            rows.Errors.AddFor(field, DocumentErrorCodes.RestrictionField);
        }
    }

    private static double Hours(DocumentRows rows, double hours)
    {
        if (hours is < 0 or > HoursInAWeek)
        {
            rows.Errors.Add(DocumentErrorCodes.Hours);
        }
        return hours;
    }

    private static Weekdays DayOf(string word) => word switch
    {
        "mon" => Weekdays.Monday,
        "tue" => Weekdays.Tuesday,
        "wed" => Weekdays.Wednesday,
        "thu" => Weekdays.Thursday,
        "fri" => Weekdays.Friday,
        "sat" => Weekdays.Saturday,
        _ => Weekdays.Sunday,
    };
}
