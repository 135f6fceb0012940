using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>Every code that a page puts into words by its name has its words.</summary>
public sealed partial class SpokenCodesTests
{
    private static readonly HashSet<string> Keys = [.. XDocument.Parse(Repository.Read("src", "Web", "Texts", "Texts.resx"))
        .Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    [Theory]
    [InlineData("severity.", typeof(Severity))]
    [InlineData("conflict.state.", typeof(ConflictState))]
    [InlineData("conflict.change.", typeof(ConflictChange))]
    [InlineData("plan.status.", typeof(PlanStatus))]
    [InlineData("intervention.status.", typeof(InterventionStatus))]
    [InlineData("appointment.status.", typeof(AppointmentStatus))]
    [InlineData("mode.", typeof(AppointmentMode))]
    [InlineData("goal.origin.", typeof(GoalOrigin))]
    [InlineData("shared.about.", typeof(WordsAbout))]
    [InlineData("followUp.result.", typeof(FollowUpResult))]
    [InlineData("followUp.done.", typeof(FollowUpResult))]
    [InlineData("commonGoal.state.", typeof(CommonGoalState))]
    [InlineData("commonGoal.whose.", typeof(GoalSide))]
    [InlineData("ground.", typeof(ShareGround))]
    [InlineData("portal.", typeof(PortalAccess))]
    [InlineData("mandate.", typeof(CoordinatorMandate))]
    [InlineData("assignment.", typeof(AssignmentState))]
    [InlineData("imports.origin.", typeof(ImportOrigin))]
    [InlineData("imports.state.", typeof(ImportState))]
    [InlineData("accessed.why.", typeof(AccessReason))]
    [InlineData("accessed.RevealPlaces.", typeof(PlaceReason))]
    [InlineData("places.reason.", typeof(PlaceReason))]
    [InlineData("operations.health.", typeof(OpenOperations.Health))]
    public void Every_value_has_its_words(string prefix, Type codes) =>
        Assert.All(Enum.GetNames(codes), name => Assert.Contains(prefix + name, Keys));

    [Fact]
    public void Protection_roles_of_a_coordinator_and_steps_of_a_goal_have_their_words() => Assert.All(
        new[] { "protection.NameAndAddress", "protection.Threat", "coordinator.kind.Main", "coordinator.kind.Deputy", "answer.title.Main", "answer.title.Deputy",
            "day.request.Main", "day.request.Deputy", "goal.step.1", "goal.step.2", "goal.step.3", "goal.step.4", "goal.step.5" },
        key => Assert.Contains(key, Keys));

    [Theory]
    [InlineData("history.w.sensitivity.", typeof(Sensitivity))]
    [InlineData("history.w.coordinator.", typeof(CoordinatorKind))]
    [InlineData("history.w.weeks.", typeof(ResidenceWeeks))]
    [InlineData("history.w.strength.", typeof(RequirementStrength))]
    public void Words_of_a_document_in_a_citizens_history_have_their_words(string prefix, Type codes) =>
        Assert.All(Enum.GetNames(codes), name => Assert.Contains(prefix + char.ToLowerInvariant(name[0]) + name[1..], Keys));

    [Fact]
    public void Every_collection_in_a_citizens_history_has_its_words() => Assert.All(
        Application.History.OpenHistory.Kinds.Where(kind => kind is not (Application.History.OpenHistory.Conflicts or Application.History.OpenHistory.Coordinators)),
        kind => Assert.All(["history.what." + kind, "history.one." + kind], key => Assert.Contains(key, Keys)));

    /// <summary>For whoever reads who has looked at a citizen, and at what.</summary>
    [Fact]
    public void Every_request_that_shows_or_changes_a_citizen_has_its_words()
    {
        var requests = MessagingRegistration.RequestsOf(typeof(ApplicationRegistration).Assembly)
            .Where(request => request.IsAssignableTo(typeof(IConcerns)) || AnswerOf(request).IsAssignableTo(typeof(IShowsCitizens)))
            .ToList();
        Assert.InRange(requests.Count, 20, 200);
        Assert.All(requests, request => Assert.Contains("accessed." + request.Name, Keys));
    }

    private static Type AnswerOf(Type request) => request.GetInterfaces()
        .First(contract => contract.IsGenericType && (contract.GetGenericTypeDefinition() == typeof(IQuery<>) || contract.GetGenericTypeDefinition() == typeof(ICommand<>)))
        .GetGenericArguments()[0];

    [Fact]
    public void Every_role_limit_and_refusal_has_its_words()
    {
        Assert.All(Roles.All, role => Assert.Contains("role." + role, Keys));
        Assert.All(LimitNames.All, limit => Assert.Contains("limit." + limit, Keys));
        var refusals = typeof(Conflict).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => ((Refusal)field.GetValue(null)!).Code)
            .ToList();
        Assert.NotEmpty(refusals);
        Assert.All(refusals, code => Assert.Contains("refusal." + code, Keys));
    }

    [Fact]
    public void Everything_a_validator_says_has_its_words()
    {
        var said = Repository.Sources("src/Application")
            .SelectMany(file => Said().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(said);
        Assert.All(said, code => Assert.Contains(code, Keys));
    }

    // A sentence is for the API alone: it has spaces.
    [GeneratedRegex("WithMessage\\(\"([^\" ]+)\"\\)")]
    private static partial Regex Said();
}
