using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>The citizen writes what matters most to them right now. It stands first in their plan; what they wrote before is kept.</summary>
/// <param name="SeenRevision">Of the shared plan; 0 where there was none.</param>
[Needs(Permission.WriteOwnCourse)]
public sealed record WriteOwnWords(CitizenId CitizenId, long SeenRevision, string Text) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<WriteOwnWords>
    {
        public Validator() => RuleFor(command => command.Text).Must(text => text?.Trim().Length is > 0 and <= SharedPlan.LongestWords).WithMessage("err.ownWords");
    }

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<WriteOwnWords, Done>
    {
        public async Task<Result<Done>> Handle(WriteOwnWords command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
            if (plan?.HasSaid(WordsAbout.WhatMatters, command.Text, writtenDownBy: null) == true)
            {
                return Done.Value;
            }
            db.SeenOrStarted(plan, command.SeenRevision, (command.CitizenId, null, now)).Say(WordsAbout.WhatMatters, command.Text, writtenDownBy: null, now);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
    }
}
