using System.Security.Cryptography;
using System.Text;

namespace CreditDecision.Core.Strategies.Rollouts;

/// <summary>
/// Which strategy decides which borrower's applications of one product: the champion, but for the shares that challengers were given.
/// A borrower is dealt by a keyed hash, not by chance: the same borrower is with the same strategy on every try, every day and every
/// replica, for as long as the salt and the shares before that strategy's stay as they are.
/// </summary>
public sealed class Rollout
{
    /// <summary>Borrowers are dealt into this many equal buckets, one for each basis point.</summary>
    public const int Buckets = 10_000;

    private const byte AfterSalt = 0;

    private readonly byte[] _salt;

    /// <param name="salt">Another salt deals the borrowers anew, independently of the first.</param>
    /// <param name="challengers">
    /// They take consecutive buckets from 0 on in the given order, the champion what is left. So raising the share of a challenger keeps all
    /// who were with it, and raising that of the last one moves nobody but borrowers of the champion.
    /// </param>
    /// <exception cref="ArgumentException">The shares are not positive or sum to more than the whole.</exception>
    public Rollout(
        string product, string salt, StrategySnapshot champion, IReadOnlyList<(StrategySnapshot Strategy, int ShareBps)> challengers, IReadOnlyList<StrategySnapshot> shadows)
    {
        int taken = 0;
        var arms = new List<RolloutArm>(challengers.Count + 1);
        foreach ((StrategySnapshot strategy, int share) in challengers)
        {
            if (share <= 0 || share > Buckets - taken) throw new ArgumentException($"A share of {share} of what {Buckets - taken} are left cannot be given.", nameof(challengers));
            arms.Add(new RolloutArm(RolloutRole.Challenger, strategy, taken, share));
            taken += share;
        }
        arms.Insert(0, new RolloutArm(RolloutRole.Champion, champion, taken, Buckets - taken));
        (Product, Salt, Arms, Shadows) = (product, salt, arms, shadows);
        _salt = [.. Encoding.UTF8.GetBytes(salt), AfterSalt];
    }

    /// <summary>The product's code.</summary>
    public string Product { get; }

    /// <summary>Empty where nobody wrote a rollout.</summary>
    public string Salt { get; }

    /// <summary>The champion, then the challengers in written order. Each bucket is held by exactly one of them.</summary>
    public IReadOnlyList<RolloutArm> Arms { get; }

    /// <summary>Strategies that are asked after the reply has left, and never heard.</summary>
    public IReadOnlyList<StrategySnapshot> Shadows { get; }

    public StrategySnapshot Champion => Arms[0].Strategy;

    /// <summary>False for a product with one strategy and no rollout document: then nobody is dealt.</summary>
    public bool IsWritten => Salt.Length > 0;

    /// <summary>The product's one strategy decides for everybody.</summary>
    public static Rollout Of(StrategySnapshot only) => new(only.Product.Code, "", only, [], []);

    /// <summary>
    /// The borrower's bucket, 0 to 9,999: the first eight bytes of SHA-256(salt, 0, key), read as a big-endian fraction of 2^64, times the
    /// number of buckets, rounded down. No allocation.
    /// </summary>
    /// <param name="borrower">Stands for the borrower over all applications; 32 bytes.</param>
    public int BucketOf(ReadOnlySpan<byte> borrower)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> dealt = stackalloc byte[_salt.Length + borrower.Length];
        _salt.CopyTo(dealt);
        borrower.CopyTo(dealt[_salt.Length..]);
        SHA256.HashData(dealt, hash);
        ulong fraction = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
        return (int)Math.BigMul(fraction, Buckets, out _);
    }

    /// <param name="bucket">0 to 9,999.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bucket.</exception>
    public RolloutArm ArmOf(int bucket)
    {
        foreach (RolloutArm arm in Arms)
            if (arm.Holds(bucket)) return arm;
        throw new ArgumentOutOfRangeException(nameof(bucket), bucket, $"Buckets are 0 to {Buckets - 1}.");
    }
}
