using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>
/// Makes somebody known who signs in as this subject: roles, the areas they work in, and which contacts of the source systems they are.
/// Sent again it adds what is new and repeats nothing.
/// </summary>
[Needs(Permission.ManageStaff)]
public sealed record RegisterStaff(
    string Subject,
    string Name,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Areas,
    DateOnly From,
    IReadOnlyList<RegisterStaff.Contact> Contacts,
    string Unit = "") : ICommand<UserId>
{
    public sealed record Contact(string Source, string Id);

    internal sealed class Validator : AbstractValidator<RegisterStaff>
    {
        public Validator()
        {
            RuleFor(command => command.Subject).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Name).NotEmpty().MaximumLength(200);
            RuleForEach(command => command.Roles).Must(Domain.Staff.Roles.All.Contains);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, StaffDirectory directory) : ICommandHandler<RegisterStaff, UserId>
    {
        public async Task<Result<UserId>> Handle(RegisterStaff request, CancellationToken cancellationToken)
        {
            var user = await db.Users.SingleOrDefaultAsync(each => each.Subject == request.Subject, cancellationToken);
            if (user is null)
            {
                user = User.Employ(request.Subject, request.Name, email: null, request.Roles);
                db.Users.Add(user);
            }
            foreach (var area in request.Areas)
            {
                user.WorkIn(area, request.From, unit: request.Unit);
            }
            await directory.EnterAsync(request.Contacts, user.Id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return user.Id;
        }
    }
}
