using System.Buffers.Binary;
using System.Security.Cryptography;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Strategies;
using CreditDecision.Core.Strategies.Rollouts;
using CreditDecision.Core.Tests.Decisions;

namespace CreditDecision.Core.Tests.Strategies.Rollouts;

/// <summary>Versions of one small strategy, and borrowers by number.</summary>
internal static class RolloutContent
{
    public static readonly StrategySnapshot Elsewhere =
        DecisionContent.Strategy with { Id = "car", Product = DecisionContent.Strategy.Product with { Code = "car" } };

    public static readonly StrategySnapshot[] Loaded =
        [.. Enumerable.Range(1, 5).Select(version => DecisionContent.Strategy with { Id = "cash", Version = $"{version}" }), Elsewhere];

    public static Rollout? Read(string text, out IReadOnlyList<DocumentError> errors)
    {
        DocumentObject document = DecisionContent.Document(text);
        Rollout? rollout = RolloutReader.Read(document, Loaded);
        errors = document.Errors.All;
        return rollout;
    }

    /// <summary>Version 1 is the champion, versions 2, 3 ... have these shares.</summary>
    public static Rollout Dealt(string salt, params int[] shares) =>
        new("cash", salt, Loaded[0], [.. shares.Select((share, i) => (Loaded[i + 1], share))], []);

    /// <summary>As well mixed as the keys that stand for borrowers are.</summary>
    public static byte[] Borrower(int number)
    {
        Span<byte> seed = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(seed, number);
        return SHA256.HashData(seed);
    }

    public static string VersionFor(this Rollout rollout, byte[] borrower) => rollout.ArmOf(rollout.BucketOf(borrower)).Strategy.Version;
}
