using CreditDecision.V1;

namespace CreditDecision.LoadTests.Wire;

/// <summary>What is counted of an answer.</summary>
/// <param name="Status">gRPC's number, plus one; 0 where none came.</param>
internal readonly record struct GrpcAnswer(byte Status, byte Outcome, bool IsDegraded)
{
    private const int PrefixBytes = 5;

    // Past the numbers that gRPC has.
    private const byte BrokenStatus = 100;

    public static GrpcAnswer Broken { get; } = new(BrokenStatus, 0, false);

    /// <summary>Stands for the decision's id; 0 where none came.</summary>
    public ulong DecisionHash { get; init; }

    /// <summary>Stands for the strategy that decided, with its version; 0 where none is named.</summary>
    public ulong StrategyHash { get; init; }

    /// <summary>What the decision takes of its borrower's cap, fen.</summary>
    public long ReservedFen { get; init; }

    public bool IsOk => Status == 1;

    /// <summary>For people.</summary>
    public string StatusName => Status switch
    {
        0 => "NO_STATUS",
        BrokenStatus => "CONNECTION_LOST",
        _ => ((Grpc.Core.StatusCode)(Status - 1)).ToString(),
    };

    public GrpcAnswer With(int grpcStatus) => grpcStatus < 0 ? this : this with { Status = (byte)(grpcStatus + 1) };

    /// <param name="data">The first bytes of a message; what stands further on is not looked at.</param>
    public GrpcAnswer With(ReadOnlySpan<byte> data)
    {
        if (Outcome != 0 || data.Length <= PrefixBytes) return this;
        var wire = new DecisionHead(data[PrefixBytes..]);
        return this with { Outcome = wire.Outcome, IsDegraded = wire.IsDegraded, DecisionHash = wire.IdHash, StrategyHash = wire.StrategyHash, ReservedFen = wire.ReservedFen };
    }

    // Walks over the fields of a decision without making one of them.
    private readonly ref struct DecisionHead
    {
        public DecisionHead(ReadOnlySpan<byte> message)
        {
            while (message.Length > 0 && TryNumber(ref message, out ulong tag))
            {
                int field = (int)(tag >> 3);
                ulong length = 8;
                if ((tag & 7) == 0)
                {
                    if (!TryNumber(ref message, out ulong value)) return;
                    if (field == Decision.OutcomeFieldNumber) Outcome = (byte)value;
                    if (field == Decision.ReservedFenFieldNumber) ReservedFen = (long)value;
                    continue;
                }
                if ((tag & 7) == 2 && !TryNumber(ref message, out length)) return;
                if (field == Decision.DegradedFieldNumber) IsDegraded = true;
                if (length > (ulong)message.Length) return;
                if (field == Decision.StrategyFieldNumber) StrategyHash = HashOf(message[..(int)length]);
                if (field == Decision.DecisionIdFieldNumber) IdHash = RandomPartOf(message[..(int)length]);
                message = message[(int)length..];
            }
        }

        public byte Outcome { get; }

        public ulong IdHash { get; }

        public ulong StrategyHash { get; }

        public long ReservedFen { get; }

        public bool IsDegraded { get; }

        // FNV-1a.
        private static ulong HashOf(ReadOnlySpan<byte> bytes)
        {
            ulong hash = 0xCBF2_9CE4_8422_2325;
            foreach (byte each in bytes) hash = (hash ^ each) * 0x100_0000_01B3;
            return hash;
        }

        private static ulong RandomPartOf(ReadOnlySpan<byte> id)
        {
            if (!Guid.TryParse(id, out Guid parsed)) return 0;
            Span<byte> bytes = stackalloc byte[16];
            parsed.TryWriteBytes(bytes);
            return BitConverter.ToUInt64(bytes[8..]);
        }

        private static bool TryNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
        {
            number = 0;
            for (int i = 0; i < bytes.Length && i < 10; i++)
            {
                number |= (ulong)(bytes[i] & 0x7F) << (7 * i);
                if (bytes[i] >= 0x80) continue;
                bytes = bytes[(i + 1)..];
                return true;
            }
            return false;
        }
    }
}
