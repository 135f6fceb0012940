namespace Sammenhaeng.Application.Notices;

/// <summary>What pages need to know of how mails are sent.</summary>
public interface IMailing
{
    /// <summary>A mail server is named. Without one no mail is made, and the pages say so.</summary>
    bool IsOn { get; }

    /// <summary>Those that an address may be of; any where none is named.</summary>
    IReadOnlyCollection<string> Domains { get; }
}
