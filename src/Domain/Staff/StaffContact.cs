namespace Sammenhaeng.Domain.Staff;

/// <summary>
/// One line of the staff directory: this contact of that source system is that person, whichever citizen it stands at, and that user,
/// if the person signs in here.
/// </summary>
public sealed class StaffContact
{
    public StaffContact(string source, string contactId, PersonId personId, UserId? userId)
    {
        Source = source;
        ContactId = contactId;
        PersonId = personId;
        UserId = userId;
    }

    public string Source { get; private init; }

    public string ContactId { get; private init; }

    public PersonId PersonId { get; private init; }

    public UserId? UserId { get; private set; }

    public void SignsInAs(UserId user) => UserId = user;
}
