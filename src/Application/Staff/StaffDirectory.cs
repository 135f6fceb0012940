using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>Who the contacts of the areas' systems are.</summary>
internal sealed class StaffDirectory(ISammenhaengDb db)
{
    /// <summary>These contacts are one person, who signs in as this user. Saved with what else the request changes.</summary>
    public async Task EnterAsync(IReadOnlyList<RegisterStaff.Contact> contacts, UserId user, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(contact => contact.Id).ToList();
        var known = await db.StaffDirectory.Where(entry => ids.Contains(entry.ContactId)).ToListAsync(cancellationToken);
        var mine = contacts.Select(contact => known.Find(entry => entry.Source == contact.Source && entry.ContactId == contact.Id)).ToList();
        var person = mine.FirstOrDefault(entry => entry is not null)?.PersonId ?? PersonId.New();
        foreach (var (contact, entry) in contacts.Zip(mine))
        {
            if (entry is null)
            {
                db.StaffDirectory.Add(new StaffContact(contact.Source, contact.Id, person, user));
            }
            else
            {
                entry.SignsInAs(user);
            }
        }
    }
}
