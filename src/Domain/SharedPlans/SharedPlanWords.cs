using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.SharedPlans;

public enum WordsAbout : byte
{
    /// <summary>What matters most to the citizen right now.</summary>
    WhatMatters,

    /// <summary>What the citizen is good at, likes, and has to build on.</summary>
    Strengths,
}

/// <summary>What the citizen has said, in their own words. The latest holds; all are kept.</summary>
public sealed class SharedPlanWords
{
    internal SharedPlanWords(int number, WordsAbout about, string text, UserId? writtenDownBy, DateTimeOffset at) =>
        (Number, About, Text, WrittenDownBy, At) = (number, about, text, writtenDownBy, at);

    private SharedPlanWords()
    {
    }

    public int Number { get; private init; }
    public WordsAbout About { get; private init; }
    public string Text { get; private init; } = "";

    /// <summary>The member of staff who wrote down what was said; null where the citizen wrote it themselves.</summary>
    public UserId? WrittenDownBy { get; private init; }
    public DateTimeOffset At { get; private init; }
}
