-- s01 rename language other to mine
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter language mine rename to other;
alter language other rename to mine;
