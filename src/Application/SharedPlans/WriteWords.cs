using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>Writes down what the citizen has said, in the citizen's own words. What was said before is kept.</summary>
/// <param name="SeenRevision">Of the shared plan; 0 where there was none.</param>
[Needs(Permission.WriteSharedPlan)]
public sealed record WriteWords(CitizenId CitizenId, long SeenRevision, WordsAbout About, string Text) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<WriteWords>
    {
        public Validator()
        {
            RuleFor(command => command.About).IsInEnum();
            RuleFor(command => command.Text).Must(text => text?.Trim().Length is > 0 and <= SharedPlan.LongestWords).WithMessage("err.words");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<WriteWords, Done>
    {
        public async Task<Result<Done>> Handle(WriteWords command, CancellationToken cancellationToken)
        {
            var (by, now) = (current.Member(), clock.GetUtcNow());
            var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
            if (plan?.HasSaid(command.About, command.Text, by) == true)
            {
                return Done.Value;
            }
            db.SeenOrStarted(plan, command.SeenRevision, (command.CitizenId, by, now)).Say(command.About, command.Text, by, now);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
    }
}
