namespace Sammenhaeng.Domain.Kernel;

/// <summary>Something that has happened. Past tense, ids only: no name, no CPR number, no text a person wrote.</summary>
public interface IDomainEvent;
