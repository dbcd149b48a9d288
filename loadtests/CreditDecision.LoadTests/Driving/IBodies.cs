namespace CreditDecision.LoadTests.Driving;

/// <summary>How a call must end.</summary>
internal enum Expectation
{
    Unspecified = 0,
    /// <summary>With a decision.</summary>
    Decided,
    /// <summary>With a decision that grants nothing.</summary>
    NotApproved,
    /// <summary>With INVALID_ARGUMENT.</summary>
    Refused,
}

/// <summary>What is sent, by its place in the run.</summary>
internal interface IBodies
{
    /// <summary>The longest message, bytes.</summary>
    int Longest { get; }

    /// <summary>Different borrowers; 0 where nobody asks.</summary>
    int Borrowers { get; }

    /// <summary>The message that is sent at this place of the run: one of its own, or an earlier one again.</summary>
    long NumberAt(long place);

    Expectation ExpectationOf(long number);

    /// <summary>Whether it is sent twice at once.</summary>
    bool IsRetried(long number);

    /// <summary>Below <see cref="Borrowers"/>.</summary>
    int BorrowerOf(long number);

    /// <summary>Writes the whole gRPC message.</summary>
    /// <returns>Its length.</returns>
    int Write(long number, Span<byte> to);
}

/// <summary>The same few messages in turn.</summary>
internal sealed class FixedBodies(IReadOnlyList<byte[]> bodies) : IBodies
{
    public int Longest => bodies.Max(body => body.Length);

    public int Borrowers => 0;

    public long NumberAt(long place) => place;

    public Expectation ExpectationOf(long number) => Expectation.Decided;

    public bool IsRetried(long number) => false;

    public int BorrowerOf(long number) => 0;

    public int Write(long number, Span<byte> to)
    {
        byte[] body = bodies[(int)(number % bodies.Count)];
        body.CopyTo(to);
        return body.Length;
    }
}
