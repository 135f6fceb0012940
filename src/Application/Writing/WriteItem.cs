using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Writing;

/// <summary>
/// Writes a plan, or something of one, for an area that has no system of its own. It is held against the rest of the plan first: what
/// would cause a high conflict is saved when whoever writes has seen that, and not before.
/// </summary>
/// <param name="Id">Of the item; of a new one made by the form, so that sending it twice makes one.</param>
/// <param name="Seen">The version that was changed; 0 of a new one.</param>
/// <param name="IsSeenThrough">What it causes has been looked at.</param>
[Needs(Permission.WritePlans)]
public sealed record WriteItem(CitizenId CitizenId, string Area, string Id, int Seen, WrittenValues Values, bool IsSeenThrough)
    : ICommand<WriteItem.Answer>, IConcernsCitizen
{
    /// <param name="Errors">Why it was refused.</param>
    /// <param name="Told">What it would cause, where it was held back for that.</param>
    public sealed record Answer(WriteResult Result, IReadOnlyList<FieldError> Errors, PreviewChange.Answer? Told);

    internal sealed class Validator : AbstractValidator<WriteItem>
    {
        public Validator()
        {
            RuleFor(command => command.Id).Matches("^[a-z0-9-]{1,64}$");
            RuleFor(command => command.Seen).GreaterThanOrEqualTo(0);
            RuleFor(command => command.Values.Kind).IsInEnum();
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ItemWriter writer, ICurrentViewer current) : ICommandHandler<WriteItem, Answer>
    {
        public async Task<Result<Answer>> Handle(WriteItem command, CancellationToken cancellationToken)
        {
            var answer = await writer.WriteAsync((command.CitizenId, command.Area), command.Id, command.Seen, command.Values, command.IsSeenThrough, cancellationToken);
            if (answer.Result == WriteResult.Saved)
            {
                await db.DropDraftAsync((command.CitizenId, command.Values.Kind, command.Seen == 0 ? "" : command.Id), current.Viewer, cancellationToken);
            }
            return answer;
        }
    }
}
